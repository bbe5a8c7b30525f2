// The icons of the page, as plain markup.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { plainIcon } from '../../scripts/plain-icons.ts'

const root = path.resolve(import.meta.dirname, '../..')
const icons = path.join(root, 'node_modules/@lucide/svelte/dist/icons')
/** Some have another name beside their own. */
const sourceOf = (name: string): string => {
  const [, file = ''] = /from "\.\/(.*?)"/.exec(readFileSync(path.join(icons, `${name}.js`), 'utf8')) ?? []
  return path.join(icons, file)
}
const used = new Set(
  readdirSync(path.join(root, 'src-renderer'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(svelte|ts)$/.test(file))
    .flatMap((file) => [
      ...readFileSync(path.join(root, 'src-renderer', file), 'utf8').matchAll(
        /@lucide\/svelte\/icons\/([\w-]+)'/g,
      ),
    ])
    .map(([, name = '']) => name),
)

describe('an icon of the page', () => {
  test('is there for every import', () => {
    expect(used.size).toBeGreaterThan(20)
  })

  test.each([...used])('%s has every shape of the library’s, and is hidden from screen readers', (name) => {
    const source = readFileSync(sourceOf(name), 'utf8')
    const shapes = [...source.matchAll(/\["(\w+)", \{ (.*?) \}\]/g)]
    const drawn = [
      ...plainIcon(source).matchAll(/<(path|circle|rect|line|polyline|polygon|ellipse) (.*?) \/>/g),
    ]
    expect(shapes.length).toBeGreaterThan(0)
    expect(drawn.map(([, tag, attributes]) => `${tag} ${attributes}`)).toEqual(
      shapes.map(([, tag, data = '']) => `${tag} ${data.replaceAll(/"(\w+)": "(.*?)",?/g, '$1="$2"')}`),
    )
    expect(plainIcon(source)).toContain('aria-hidden="true"')
  })

  test('of a library that writes them otherwise stops the build', () => {
    expect(() => plainIcon('<svg><path d="m6 9" /></svg>')).toThrow('iconData')
  })
})
