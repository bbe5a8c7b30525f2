// What SECURITY and the guides claim is held by a test or stands at a place in the code, and each section says where.
import { expect, test } from 'vitest'
import { files, read } from './documents.ts'

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
