// What is wrong with the words after a script's name is told in a sentence above its help, exit 2, and no stack.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'

const root = path.resolve(import.meta.dirname, '../..')
const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>
}
/** The script behind each `npm run NAME`; the two programs have tests of their own. */
const SCRIPTS = Object.entries(scripts).flatMap(([name, command]) => {
  const file = /^node scripts\/run\.mjs (scripts\/.+\.ts)$/.exec(command)?.[1]
  return file === undefined ? [] : [[name, file] as const]
})

function told(file: string, ...args: string[]) {
  return new Promise<readonly [code: unknown, said: string]>((resolve) =>
    execFile(process.execPath, [path.join(root, file), ...args], { cwd: root }, (error, out, said) =>
      resolve([error?.code, out + said]),
    ),
  )
}
/** A sentence, an empty line and the help, where there is one. */
const inWords = (sentence: string): readonly [number, unknown] => [
  2,
  expect.stringMatching(new RegExp(`^[^\n]*${sentence}[^\n]*\\n(\\nnpm [^]*)?$`)),
]
const stackless = (said: string) => expect(said).not.toMatch(/^\s+at /m)

test('every script of the package is looked at', () => {
  expect(SCRIPTS.map(([name]) => name)).toContain('test')
  expect(SCRIPTS.length).toBeGreaterThan(9)
})

describe.each(SCRIPTS)('npm run %s', (_, file) => {
  test('an option that it does not have is named above the help (issue 9)', async () => {
    const [code, said] = await told(file, '--bogus')
    expect([code, said]).toEqual(inWords('--bogus'))
    stackless(said)
  })
})

test.each([
  ['scripts/test.ts', ['bogus'], 'No stage has bogus in its name'],
  ['scripts/test.ts', ['bogus.test.ts'], 'There is no test file bogus.test.ts'],
  ['scripts/test-long.ts', ['0'], '“0” is not a number of minutes'],
  ['scripts/gallery.ts', ['--port', 'x'], '“x” is not a port'],
  ['scripts/build.ts', ['--profile', '/nowhere/vendor.json'], '/nowhere/vendor.json cannot be read'],
])('%s %s is told in words (issue 9)', async (file, args, sentence) => {
  const [code, said] = await told(file, ...args)
  expect([code, said]).toEqual(inWords(sentence))
  stackless(said)
})

test('a script that waits for what never comes does not end well (issue 16)', async () => {
  const words = path.join(root, 'scripts/in-words.ts')
  const script = `import { inWords } from ${JSON.stringify(words)}; await inWords(() => new Promise(() => {}))`
  const [code, said] = await new Promise<readonly [unknown, string]>((resolve) =>
    execFile(process.execPath, ['--input-type=module', '--eval', script], (error, out, problems) =>
      resolve([error?.code ?? 0, out + problems]),
    ),
  )
  expect(code).toBe(2)
  expect(said).toContain('It ended before it was done')
})

test('what a script ends with is its own status, also where a library ends the process with another (issue 16)', async () => {
  const words = path.join(root, 'scripts/in-words.ts')
  const ends = (program: string) =>
    new Promise((resolve) => {
      // As the exit hook of electron-builder's temporary files does.
      const script = `import { inWords, NotStarted } from ${JSON.stringify(words)}
        process.on('beforeExit', () => process.exit(0))
        await inWords(async () => { ${program} })`
      execFile(process.execPath, ['--input-type=module', '--eval', script], (error) =>
        resolve(error?.code ?? 0),
      )
    })
  expect(await ends(`throw new NotStarted('nothing was made')`)).toBe(2)
  expect(await ends('return 1')).toBe(1)
  expect(await ends('')).toBe(0)
})
