// The manual page says every command and option, in words that troff takes for words.
import { spawnSync } from 'node:child_process'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { manualPage } from '#main/hosts/cli/manual-page.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { runsWhere } from '#tests/support/runs-where.ts'

const program = new Command('the-desk').description('does a thing').option('--json', 'as JSON, in one line')
program.command('export').description('.so /etc/passwd').option('--to <file>', 'where to: C:\\new')
const usage = program.command('usage').description('usage')
usage.command('set').description('sets it').argument('<product>', 'its code').argument('[number]', 'how much')
const page = manualPage(program, { version: '1.2', words: cli.manual, ends: 'Exit status:\n  0  done' })

test('no word of ours is a request of troff', () => {
  const known = /^\.(TH|SH|SS|TP|B|nf|fi)\b/
  expect(page.split('\n').filter((line) => /^[.']/.test(line) && !known.test(line))).toEqual([])
})

const hasGroff = spawnSync('groff', ['--version']).status === 0
describe('groff', runsWhere(hasGroff, 'there is no groff here'), () => {
  test('has nothing against it, and shows it whole', () => {
    const { stdout, stderr } = spawnSync('groff', ['-man', '-Tascii', '-ww', '-P-cbou'], {
      input: page,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    for (const said of [
      'the-desk - does a thing',
      '--json',
      'as JSON',
      'export',
      '.so /etc/passwd',
      'C:\\new',
      'usage set PRODUCT [NUMBER]',
      '0  done',
    ])
      expect(stdout).toContain(said)
  })
})
