// What the documents and the code point to exists: links, anchors, and the sections that comments cite.
import { globSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { anchorsIn, documents, files, filesLike, read, root, withoutFences } from './documents.ts'

test('every SECURITY comment links to a section of docs/SECURITY.md', () => {
  const anchors = anchorsIn(read('docs/SECURITY.md'))
  const comments = filesLike(/^src-.*\.(ts|svelte|sql)$|^electron-builder\.yml$/).flatMap(({ file, text }) =>
    text
      .split(/(?=SECURITY:)/)
      .slice(1)
      .map((comment) => ({ file, anchor: /docs\/SECURITY\.md#([\w-]+)/.exec(comment)?.[1] ?? '' })),
  )
  expect(comments.length).toBeGreaterThan(10)
  expect(comments.filter(({ anchor }) => !anchors.has(anchor))).toEqual([])
})

test('every relative link in a document leads somewhere', () => {
  const LINK = /\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g
  const links = documents.flatMap(({ file, text }) =>
    Array.from(withoutFences(text).matchAll(LINK), (match) => ({ file, link: match[1] ?? match[2] ?? '' })),
  )
  const broken = links
    .filter(({ link }) => !/^(https?:|mailto:)/.test(link))
    .filter(({ file, link }) => {
      const [target = '', anchor] = link.split('#')
      const place = target === '' ? file : path.join(path.dirname(file), target)
      if (globSync(place, { cwd: root }).length === 0) return true
      return anchor !== undefined && place.endsWith('.md') && !anchorsIn(read(place)).has(anchor)
    })
  expect(broken).toEqual([])
})

/** This folder's own tests speak of citations, and cite nothing; the rows of conformance and their places cite Electron's documents. */
const OF_OTHERS = [
  'tests/architecture/docs/',
  'tests/conformance/rows/',
  'tests/conformance/places.',
  'package-lock.json',
]
/** Sources, tests, scripts and what is set at the top. */
const citing = filesLike(/\.(ts|mjs|svelte|css|sql|json|yml)$/).filter(
  ({ file }) => !OF_OTHERS.some((place) => file.startsWith(place)),
)

test('every section of a document that the code cites exists (issue 11)', () => {
  const citations = citing.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/\bdocs\/[\w./-]+\.md(?:#([\w-]+))?/g), ([cited, anchor]) => ({
      file,
      cited,
      anchor,
    })),
  )
  expect(citations.length).toBeGreaterThan(100)
  const broken = citations.filter(({ cited, anchor }) => {
    const [document = ''] = cited.split('#')
    if (!files.includes(document)) return true
    return anchor !== undefined && !anchorsIn(read(document)).has(anchor)
  })
  expect(broken).toEqual([])
})

test('the code cites no text that is not in the repository (issue 11)', () => {
  const ABSENT = /\b(?:PROTOCOL|PRODUCT|DESIGN|STYLE|TOOLCHAIN)(?:\.md|,? §|, [“"])|(?<!RFC \d+ )§/g
  const absent = citing.flatMap(({ file, text }) =>
    Array.from(text.matchAll(ABSENT), ([cited]) => ({ file, cited })),
  )
  expect(absent).toEqual([])
  const names = citing.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/[\w./-]*\w\.md\b/g), ([name]) => ({ file, name: name.replace(/^[./]+/, '') })),
  )
  expect(names.filter(({ name }) => !files.some((known) => `/${known}`.endsWith(`/${name}`)))).toEqual([])
})
