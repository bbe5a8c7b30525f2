// The lint rule that keeps regular expressions and uncounted passes out of the formats finds what it is for.
import path from 'node:path'
import { ESLint } from 'eslint'
import { afterAll, describe, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { projectsOf } from '../../scripts/lint/few-files.ts'

const root = path.resolve(import.meta.dirname, '../..')
const READER = 'src-shared/formats/armor.ts'
const IMPORTED = 'src-shared/formats/text/char-set.ts'
const cleanup = new Cleanup()
afterAll(() => cleanup.run())
// The types of the whole tree would take seconds.
const overrideConfig = projectsOf(root, [READER, IMPORTED], [], cleanup.folder())
const eslint = new ESLint({ cwd: root, overrideConfig })

/** Names of the problems of a line in a reader of text from outside. */
async function problemsOf(line: string): Promise<readonly (string | null | undefined)[]> {
  const code = `import { charSet } from './text/char-set.ts'\nexport function read(text: string) {\n  ${line}\n}\n`
  const [result] = await eslint.lintText(code, { filePath: READER })
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId === 'house/counted-reading')
    .map(({ messageId }) => messageId)
}

describe('in src-shared/formats (issue 10.4)', () => {
  test.each([
    ['a regular expression', 'return /-+BEGIN/.test(text)', 'pattern'],
    ['one made from a text', "return new RegExp('-+BEGIN').exec(text)", 'pattern'],
    ['one in a variable', 'const dashes = /-+/; return dashes.test(text)', 'pattern'],
    ['a search', "return text.indexOf('-')", 'whole'],
    ['a split', "return text.split('-')", 'whole'],
    ['a change of the whole', 'return text.toUpperCase()', 'whole'],
    ['a loop over the letters', "for (const letter of text) if (letter === '-') return true", 'whole'],
    ['the letters as a list', 'return Array.from(text)', 'whole'],
    ['the letters spread', 'return [...text]', 'whole'],
    ['a search in a part', "return text.slice(1).includes('-')", 'whole'],
  ])('%s is refused', async (_, line, problem) => expect(await problemsOf(line)).toContain(problem))

  test.each([
    ['a part of the text', 'return text.slice(0, 5)'],
    ['what a text begins with', "return text.startsWith('key/')"],
    ['a set of characters', 'return charSet(/[-]/)'],
    ['a search in a list', "return ['a'].includes(text)"],
  ])('%s is taken', async (_, line) => expect(await problemsOf(line)).toEqual([]))
})
