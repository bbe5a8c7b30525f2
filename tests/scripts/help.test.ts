// The guide and the notices as pages: each link leads somewhere, nothing of the sources is named, nothing runs.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { htmlOfDocument } from '../../scripts/help/markdown.ts'
import { writeHelp } from '../../scripts/help/write-help.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

function pages() {
  const folder = cleanup.folder()
  writeHelp(folder, 'svelte 5 (MIT)\n<b>& “text”')
  return {
    names: readdirSync(folder).toSorted(),
    read: (name: string) => readFileSync(path.join(folder, name), 'utf8'),
  }
}

const htmlOf = (markdown: string) => {
  const file = path.join(cleanup.folder(), 'text')
  writeFileSync(file, markdown)
  return htmlOfDocument(file)
}

test('the operator’s guide is one page whose links lead to its own places, and the pictures are in it (issue 16)', () => {
  const guide = pages().read('operator-guide.html')
  const links = [...guide.matchAll(/ href="([^"]*)"/g)].map(([, url]) => url ?? '')
  const places = new Set([...guide.matchAll(/ id="([^"]*)"/g)].map(([, id]) => `#${id ?? ''}`))
  expect(links.length).toBeGreaterThan(30)
  expect(links.filter((url) => !places.has(url) && !url.startsWith('https://'))).toEqual([])
  expect(guide).toContain('<h2 id="when-it-does-not-work-doctor">')
  expect(guide).toContain('src="data:image/png;base64,')
  expect(guide).not.toMatch(/<script|Held by:|src="(?!data:)/)
})

test('the notices are shown as they are, and nothing in them is markup', () => {
  const { names, read } = pages()
  expect(names).toEqual(['operator-guide.html', 'third-party-notices.html'])
  expect(read('third-party-notices.html')).toContain('svelte 5 (MIT)\n&lt;b&gt;&amp; “text”')
})

test('headings of one name have places of their own, as GitHub counts them', () => {
  expect(htmlOf('# A b\n\n## A b\n\n[x](#a-b-1)\n')).toBe(
    '<h1 id="a-b">A b</h1>\n<h2 id="a-b-1">A b</h2>\n<p><a href="#a-b-1">x</a></p>\n',
  )
})

test.each(['<b>bold</b>', '> quoted', '- [ ] x\n\n---\n'])(
  'what our documents do not use is refused: %s',
  (text) => {
    expect(() => htmlOf(text)).toThrow(/text has/)
  },
)
