// npm run check runs the tests that a change is likeliest to break, and names those that it leaves.
import { expect, test } from 'vitest'
import { nearTests, needBuild, within } from '../../scripts/test/near-tests.ts'

const IMPORTS: Readonly<Record<string, readonly string[]>> = {
  'src-shared/day.ts': [],
  'src-main/core/sale/sell.ts': ['src-shared/day.ts'],
  'src-main/core/sale/desk.ts': ['src-main/core/sale/sell.ts'],
  'src-renderer/ui/Row.svelte': ['src-shared/day.ts'],
  'src-renderer/Page.svelte': ['src-renderer/ui/Row.svelte'],
  'tests/support/samples.ts': ['src-shared/day.ts'],
  'tests/shared/day.test.ts': ['src-shared/day.ts'],
  'tests/main/core/sale/sell.test.ts': ['src-main/core/sale/desk.ts'],
  'tests/main/core/sale/desk.test.ts': ['src-main/core/sale/desk.ts'],
  'tests/main/hosts/cli.test.ts': ['src-main/core/sale/desk.ts'],
  'tests/server/other.test.ts': ['tests/support/samples.ts'],
  'tests/renderer/page.svelte.test.ts': ['src-renderer/Page.svelte'],
  'src-renderer/features/settings/Card.svelte': [],
  'src-renderer/App.svelte': ['src-renderer/features/settings/Card.svelte'],
  'tests/renderer/activity/log.svelte.test.ts': ['src-renderer/App.svelte'],
  'tests/renderer/settings/card.svelte.test.ts': ['src-renderer/App.svelte'],
  'tests/e2e/sale.spec.ts': ['src-main/core/sale/sell.ts'],
  'tests/long/sale.test.ts': ['src-main/core/sale/sell.ts'],
  'tests/architecture/docs/documents.ts': [],
  'tests/architecture/docs/links.test.ts': ['tests/architecture/docs/documents.ts'],
  'tests/architecture/docs/names.test.ts': ['tests/architecture/docs/documents.ts'],
  'tests/real/sale.test.ts': ['src-main/core/sale/sell.ts'],
}
const near = (...changed: string[]) => nearTests(Object.keys(IMPORTS), (file) => IMPORTS[file] ?? [], changed)

test('the mirror first, then those that are the fewest imports away, by their place (issue 9)', () => {
  expect(near('src-main/core/sale/sell.ts').near).toEqual([
    'tests/main/core/sale/sell.test.ts',
    'tests/main/core/sale/desk.test.ts',
    'tests/main/hosts/cli.test.ts',
  ])
})

test('a leaf that everything uses has its own test alone, and what is farther away is counted (issue 9)', () => {
  const { near: tests, further } = near('src-shared/day.ts')
  expect(tests).toEqual(['tests/shared/day.test.ts'])
  expect([...further].sort()).toEqual([
    'tests/main/core/sale/desk.test.ts',
    'tests/main/core/sale/sell.test.ts',
    'tests/main/hosts/cli.test.ts',
    'tests/renderer/page.svelte.test.ts',
    'tests/server/other.test.ts',
  ])
})

test('a file that is gone has the tests of what still imports it (issue 9)', () => {
  const imports: typeof IMPORTS = { ...IMPORTS, 'src-renderer/Page.svelte': ['src-renderer/ui/Gone.svelte'] }
  const files = Object.keys(imports)
  const { near: tests } = nearTests(files, (file) => imports[file] ?? [], ['src-renderer/ui/Gone.svelte'])
  expect(tests).toEqual(['tests/renderer/page.svelte.test.ts'])
})

test('a component has the tests of the page that shows it', () => {
  expect(near('src-renderer/ui/Row.svelte').near).toEqual(['tests/renderer/page.svelte.test.ts'])
})

test('a part of one page has the tests of that page before those of others (issue 9)', () => {
  expect(near('src-renderer/features/settings/Card.svelte').near).toEqual([
    'tests/renderer/settings/card.svelte.test.ts',
    'tests/renderer/activity/log.svelte.test.ts',
  ])
})

test('a changed test is run itself, and what nothing imports has none', () => {
  expect(near('tests/server/other.test.ts')).toEqual({ near: ['tests/server/other.test.ts'], further: [] })
  expect(near('package.json', 'eslint.config.ts')).toEqual({ near: [], further: [] })
})

test('a document has the tests of all documents (issue 9)', () => {
  const ofDocuments = ['tests/architecture/docs/links.test.ts', 'tests/architecture/docs/names.test.ts']
  for (const document of ['README.md', 'docs/formats/typed-key-v1.md'])
    expect(near(document)).toEqual({ near: ofDocuments, further: [] })
})

test('of several changes each has its likeliest before one has its second', () => {
  expect(near('src-main/core/sale/desk.ts', 'src-shared/day.ts').near.slice(0, 3)).toEqual([
    'tests/main/core/sale/desk.test.ts',
    'tests/shared/day.test.ts',
    'tests/main/core/sale/sell.test.ts',
  ])
})

test('there is time for ten seconds of them, for one at least, and what is left is named', () => {
  expect(within(['long', 'short'], { long: 60_000, short: 1 })).toEqual({ chosen: ['long'], left: ['short'] })
  expect(within(['a', 'long', 'b'], { a: 4000, long: 9000, b: 6000 })).toEqual({
    chosen: ['a', 'b'],
    left: ['long'],
  })
  expect(within(['1', '2', '3', '4', '5', '6'], {}).left).toEqual(['6'])
  expect(within([], {})).toEqual({ chosen: [], left: [] })
})

test('a test that was changed itself is run, however long it takes', () => {
  const times = { near: 9000, mine: 60_000, short: 1 }
  expect(within(['near', 'mine', 'short'], times, ['mine', 'src.ts'])).toEqual({
    chosen: ['mine'],
    left: ['near', 'short'],
  })
  expect(within(['near', 'mine', 'short'], { near: 9990, mine: 5, short: 1 }, ['mine']).left).toEqual([])
})

test('tests of a program that is started as built are found by its sources, and want the build (issue 9)', () => {
  const imports: Record<string, readonly string[]> = {
    'src-main/hosts/cli/main.ts': ['src-main/hosts/cli/check.ts'],
    'src-main/hosts/cli/check.ts': [],
    'tests/support/cli.ts': [],
    'tests/main/hosts/cli/wrapper.test.ts': ['tests/support/cli.ts'],
    'tests/main/core/other.test.ts': [],
  }
  const importsOf = (file: string) => imports[file] ?? []
  const { near: found } = nearTests(Object.keys(imports), importsOf, ['src-main/hosts/cli/check.ts'])
  expect(found).toEqual(['tests/main/hosts/cli/wrapper.test.ts'])
  expect(needBuild(found, importsOf)).toBe(true)
  expect(needBuild(['tests/main/core/other.test.ts'], importsOf)).toBe(false)
})
