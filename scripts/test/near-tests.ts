// The tests that a change is most likely to break: few of them, and by a rule that can be said.
import path from 'node:path'

export interface NearTests {
  /** The likeliest first. */
  readonly near: readonly string[]
  /** They reach what changed as well, from farther away. */
  readonly further: readonly string[]
}

/** What is started as built, instead of being imported: by these, of these. */
const STARTED: Readonly<Record<string, readonly string[]>> = {
  'tests/support/cli.ts': ['src-main/hosts/cli/gate.ts', 'src-main/hosts/cli/main.ts', 'src-server/main.ts'],
  'tests/support/web-client.ts': ['src-renderer/main.ts'],
}

/** Whether one of the tests runs against the build, which has to be of these sources then. */
export function needBuild(tests: readonly string[], importsOf: (file: string) => readonly string[]): boolean {
  const seen = new Set(tests)
  for (const file of seen) for (const imported of importsOf(file)) seen.add(imported)
  return Object.keys(STARTED).some((file) => seen.has(file))
}

/** Nothing imports a document; what is said of all of them is tested here. */
const isOfDocuments = (test: string) => test.startsWith('tests/architecture/docs/') && isUnitTest(test)
const isDocument = (file: string) => file.endsWith('.md')

const isUnitTest = (file: string) => /^tests\/(?!(e2e|real|long)\/).*\.test\.ts$/.test(file)

/**
 * Near are: a changed test itself, the mirror of a changed file (`src-main/a/b.ts`: `tests/main/a/b.test.ts`), and the
 * tests with the fewest imports between them and the change; of a document, those of the documents. `files`: all
 * sources, from the root.
 */
export function nearTests(
  files: readonly string[],
  importsOf: (file: string) => readonly string[],
  changed: readonly string[],
): NearTests {
  const importers = new Map<string, string[]>()
  for (const file of files)
    for (const imported of [...importsOf(file), ...(STARTED[file] ?? [])])
      importers.set(imported, [...(importers.get(imported) ?? []), file])

  const near = new Set(changed.flatMap(mirrorsOf).filter((mirror) => files.includes(mirror)))
  const further = new Set<string>()
  const nearest: string[][] = []
  for (const file of changed) {
    const [first = [], ...others] = testsByDistance(file, importers)
    nearest.push(isDocument(file) ? files.filter(isOfDocuments) : byPlace(first, file))
    for (const test of others.flat()) further.add(test)
  }
  // In turn, so that where not all can run, each change has its likeliest.
  for (let turn = 0; nearest.some((tests) => turn < tests.length); turn += 1)
    for (const { [turn]: test } of nearest) if (test !== undefined) near.add(test)
  return { near: [...near], further: [...further].filter((test) => !near.has(test)) }
}

/** The tests at each number of imports from a file, where there are any. */
function testsByDistance(
  file: string,
  importers: ReadonlyMap<string, readonly string[]>,
): readonly string[][] {
  const seen = new Set([file])
  const found: string[][] = []
  for (let level = [file]; level.length > 0;) {
    const tests = level.filter(isUnitTest)
    if (tests.length > 0) found.push(tests)
    level = [...new Set(level.flatMap((one) => importers.get(one) ?? []))].filter((one) => !seen.has(one))
    for (const one of level) seen.add(one)
  }
  return found
}

/** The pages' tests have their place without `features/`. */
const mirrorOf = (file: string) =>
  file
    .replace(/^src-(renderer\/features\/)?/, (_, page?: string) => (page ? 'tests/renderer/' : 'tests/'))
    .replace(/(\.svelte)?\.(ts|mjs)$|\.svelte$/, '')

const mirrorsOf = (file: string): readonly string[] =>
  file.startsWith('src-') ? ['.test.ts', '.svelte.test.ts'].map((end) => mirrorOf(file) + end) : []

/** First those that have their place nearest to the file's mirror. */
function byPlace(tests: readonly string[], file: string): string[] {
  const place = path.posix.dirname(mirrorOf(file)).split('/')
  const shared = (test: string) => {
    const folders = path.posix.dirname(test).split('/')
    const apart = place.findIndex((folder, index) => folders[index] !== folder)
    return apart === -1 ? place.length : apart
  }
  return tests.toSorted((a, b) => shared(b) - shared(a) || (a < b ? -1 : 1))
}

/** Of a file that never ran here. */
const USUAL = 2000
/** What there is time for beside types and rules. */
const BUDGET = 10_000

/**
 * Those that were changed themselves, and of the others the first ones that take no longer than there is time for; at least
 * one. `times`: milliseconds by file.
 */
export function within(
  tests: readonly string[],
  times: Readonly<Record<string, number>>,
  changed: readonly string[] = [],
): { readonly chosen: readonly string[]; readonly left: readonly string[] } {
  const timeOf = (test: string) => times[test] ?? USUAL
  const touched = tests.filter((test) => changed.includes(test))
  let time = touched.reduce((sum, test) => sum + timeOf(test), 0)
  const others = tests.filter((test, index) => {
    if (touched.includes(test) || (time + timeOf(test) > BUDGET && (index > 0 || touched.length > 0)))
      return false
    time += timeOf(test)
    return true
  })
  const chosen = [...touched, ...others]
  return { chosen, left: tests.filter((test) => !chosen.includes(test)) }
}
