// The lint rule that keeps sentences in src-shared/messages finds what it is for, and is asked everywhere.
import { ESLint, Linter } from 'eslint'
import { describe, expect, test } from 'vitest'
import { wordsInMessages } from '../../scripts/lint/words-in-messages.ts'

function problemsOf(line: string): number {
  const code = `export function say(name) {\n  ${line}\n}\n`
  const plugins = { words: { rules: { 'in-messages': wordsInMessages } } }
  return new Linter().verify(code, [{ plugins, rules: { 'words/in-messages': 'error' } }]).length
}

describe('outside of src-shared/messages (issue 11)', () => {
  test.each([
    ['a sentence', "return 'the license is gone'"],
    ['a sentence with a gap', 'return `there is no ${name} here`'],
    ['a part of one behind a gap', 'return `${name} cannot be read`'],
  ])('%s is refused', (_, line) => expect(problemsOf(line)).toBe(1))

  test.each([
    ['a name', "return 'licenses.changed'"],
    ['what a bug says', 'throw new Error(`the license ${name} is gone`)'],
    ['what a log says', "console.error('a call was refused:', name)"],
    ['SQL', "return 'SELECT name FROM licenses WHERE id = ?'"],
    ['markup', 'return `<th scope="col">${name}</th>`'],
  ])('%s is taken', (_, line) => expect(problemsOf(line)).toBe(0))

  test.each([
    'src-server/vendor/backup.ts',
    'src-server/serve.ts',
    'src-main/hosts/electron/main.ts',
    'src-main/core/doctor/examine-machine.ts',
    'src-renderer/features/licensing/toolbar/Toolbar.svelte',
  ])('%s is looked at', async (file) => {
    const { rules } = (await new ESLint().calculateConfigForFile(file)) as Linter.Config
    expect(rules?.['words/in-messages']).toEqual([2])
  })
})
