// What SECURITY and the guides claim is held by a test or stands at a place in the code, and each section says where.
import { describe, expect, test } from 'vitest'
import { files, read, withoutFences } from './documents.ts'
import { SECURITY_CLAIMS } from './security-claims.ts'

/** What a section says of itself alone: assumptions and limits, and a checklist whose rows are the sections above it. */
const OF_ITSELF = ['Threat model', 'Electron’s checklist', "Electron's checklist"]

test.each(['docs/SECURITY.md', 'docs/operator-guide.md', 'docs/vendor-guide.md'])(
  'every section of %s ends with what holds it (issue 11)',
  (document) => {
    const sections = read(document).split(/^## /m).slice(1)
    expect(sections.length).toBeGreaterThan(5)
    const unheld = sections
      .map((section) => ({ heading: section.split('\n')[0] ?? '', holders: holdersIn(section) }))
      .filter(({ heading }) => !OF_ITSELF.includes(heading))
      .filter(({ holders }) => holders.length === 0 || !holders.every((file) => files.includes(file)))
    expect(unheld).toEqual([])
  },
)

/** Of its last paragraph: links for whoever audits, a comment where operators read. */
function holdersIn(section: string): string[] {
  const last = section.trim().split('\n\n').at(-1) ?? ''
  if (!/^(<!-- )?Held by: /.test(last)) return []
  return (
    last.match(
      /(?:src|tests|scripts)[\w-]*\/[\w./-]+\.\w+|electron-builder\.yml|\.dependency-cruiser\.mjs/g,
    ) ?? []
  )
}

/** Points of lists, each in one line and without its marks. */
const pointsOf = (text: string): string[] =>
  Array.from(withoutFences(text).matchAll(/^- ([^]*?)(?=\n- |\n\n|(?![^]))/gm), ([, point = '']) =>
    point.replaceAll(/\s+/g, ' ').replaceAll(/\*\*|`/g, ''),
  )

describe('each point of a list in docs/SECURITY.md (issue 11)', () => {
  const points = pointsOf(read('docs/SECURITY.md'))

  test('is a claim with what holds it, or says where a defence ends', () => {
    const claimsOf = (point: string) => SECURITY_CLAIMS.filter(({ begins }) => point.startsWith(begins))
    expect(points.length).toBeGreaterThan(40)
    expect(points.filter((point) => claimsOf(point).length !== 1)).toEqual([])
    expect(SECURITY_CLAIMS.map(({ begins }) => begins)).toEqual(
      points.map((point) => claimsOf(point)[0]?.begins),
    )
  })

  test.each(SECURITY_CLAIMS.filter(({ held }) => held))('“$begins” is held', ({ held }) => {
    expect(held).not.toEqual([])
    expect(held?.filter(([file, text]) => !files.includes(file) || !read(file).includes(text))).toEqual([])
  })
})
