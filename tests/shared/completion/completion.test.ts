// What a shell proposes at Tab: asked of a real bash, and of the scripts of the others what they hold.
import { spawnSync } from 'node:child_process'
import { Argument, Command, Option } from 'commander'
import { describe, expect, test } from 'vitest'
import { completionScript, proposalsOf, SHELLS } from '#shared/completion/completion.ts'
import { runsWhere } from '#tests/support/runs-where.ts'

const program = new Command('the-desk').option('--json').option('--data-dir <dir>')
program.command('list').option('--limit <number>')
program
  .command('export')
  .addOption(new Option('--format <format>').choices(['csv', 'pdf']))
  .option('--output <file>')
program.command('print').addOption(new Option('--format <format>').choices(['text', 'pdf']))
program.command('choose').addArgument(new Argument('<shell>').choices(['bash', 'zsh']))
const usage = program.command('usage')
usage.command('set').addArgument(new Argument('<product>'))
usage.command('show')

test('what help does not show is not proposed either', () => {
  const shown = (hidden: boolean) => {
    const one = new Command('the-desk').addOption(new Option('--vendor <file>').hideHelp(hidden))
    one.command('list')
    return SHELLS.map((shell) => completionScript(shell, 'the-desk', one).includes('--vendor'))
  }
  expect(shown(true)).toEqual(SHELLS.map(() => false))
  expect(shown(false)).toEqual(SHELLS.map(() => true))
})

const hasBash = spawnSync('bash', ['-c', 'type complete compgen']).status === 0

function proposed(...typed: readonly string[]): string[] {
  const words = typed.map((word) => `'${word}'`).join(' ')
  const script = `${completionScript('bash', 'the-desk', program)}
COMP_WORDS=(the-desk ${words}); COMP_CWORD=${typed.length}; _the_desk; printf '%s\\n' "\${COMPREPLY[@]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: '/' })
  expect(stderr).toBe('')
  return stdout.split('\n').filter((line) => line !== '')
}

describe('bash', runsWhere(hasBash, 'there is no bash with completion here'), () => {
  test.each([
    [[''], ['list', 'export', 'print', 'choose', 'usage', '--json', '--data-dir', '--help']],
    [['u'], ['usage']],
    [
      ['usage', ''],
      ['set', 'show', '--json', '--data-dir', '--help'],
    ],
    [
      ['--json', 'usage', 's'],
      ['set', 'show'],
    ],
    [['usage', 'set', '--d'], ['--data-dir']],
    [
      ['export', '--format', ''],
      ['csv', 'pdf'],
    ],
    [
      ['print', '--format', ''],
      ['text', 'pdf'],
    ],
    [['choose', 'z'], ['zsh']],
    [['list', '--limit', ''], []],
    [['export', '--o'], ['--output']],
    [['export', '--data-dir', '/et'], ['/etc']],
    [['export', '--output', '/et'], ['/etc']],
    [['list', 'x'], []],
  ])('%j → %j', (typed, words) => expect(proposed(...typed)).toEqual(words))
})

test.each(SHELLS)('%s: every command and option is in the script', (shell) => {
  const script = completionScript(shell, 'the-desk', program)
  const { words } = proposalsOf('the-desk', program)
  for (const word of Object.values(words).flat()) expect(script).toContain(word)
  expect(script.endsWith('\n')).toBe(true)
})
