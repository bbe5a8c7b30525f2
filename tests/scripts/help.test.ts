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

test.each([
  '<b>bold</b>',
  'in <i>line</i>',
  '<script>alert(1)</script>',
  '<!-- a --><script>alert(1)</script><!-- b -->',
  '<!-- a -->\n<img src=x onerror=alert(1)>\n\n<!-- b -->',
  '- <iframe src="https://example.com"></iframe>',
  '| a |\n| - |\n| <u>b</u> |',
  '[<b>x</b>](#y)',
])('HTML in a document is refused: %s', (text) => {
  expect(() => htmlOf(text)).toThrow(/text has HTML in it/)
})

test('what looks like HTML in code is shown, and a comment is left out', () => {
  expect(htmlOf('`<b>`\n\n<!-- Held by: x -->\n\n```sh\ncat <<END & "x"\n```\n')).toBe(
    '<p><code>&lt;b&gt;</code></p>\n<pre><code class="language-sh">cat &lt;&lt;END &amp; &quot;x&quot;\n</code></pre>\n',
  )
})

test.each([
  'javascript:alert(1)',
  'formats/check.md',
  'http://example.com',
  'data:text/html,x',
  '//example.com',
])('of a link to %s the words stay alone', (url) => {
  expect(htmlOf(`[words](${url})`)).toBe('<p>words</p>\n')
})

test('an address that tries to end its attribute stays in it', () => {
  expect(htmlOf('[x](https://example.com/"onclick="y)')).not.toContain('"onclick')
})
