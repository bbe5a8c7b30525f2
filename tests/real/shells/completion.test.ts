// What the shells themselves propose at Tab, with the scripts that the program prints.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test, type TestContext } from 'vitest'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { fish, needTool, zsh } from '#tests/support/tools.ts'

const CAPTURE = path.resolve(import.meta.dirname, 'capture.zsh')

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
beforeAll(requireBuild)

async function installed(shell: string): Promise<string> {
  const folder = cleanup.folder()
  const { stdout } = await runDesk(['completion', shell])
  writeFileSync(path.join(folder, '_activation-desk'), stdout)
  mkdirSync(path.join(folder, 'a-folder'))
  return folder
}

const WAYS = {
  'zsh, from a folder of fpath': (line: string, context: TestContext) => inZsh('fpath', line, context),
  'zsh, read by .zshrc': (line: string, context: TestContext) => inZsh('sourced', line, context),
  fish: async (line: string, context: TestContext) => {
    const program = needTool(fish, context)
    const folder = await installed('fish')
    const ask = 'source ./_activation-desk; complete -C $argv[1]'
    const env = { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder }
    const options = { encoding: 'utf8', cwd: folder, env } as const
    const { stdout, stderr } = spawnSync(program, ['--no-config', '-c', ask, line], options)
    expect(stderr).toBe('')
    return stdout.split('\n').filter(Boolean)
  },
}

async function inZsh(how: string, line: string, context: TestContext): Promise<string[]> {
  const program = needTool(zsh, context)
  const folder = await installed('zsh')
  const options = { encoding: 'utf8', cwd: folder } as const
  const { stdout, stderr } = spawnSync(program, ['-f', CAPTURE, folder, how, line], options)
  expect(stderr).toBe('')
  const [, between] = /<proposals>([^]*)<\/proposals>/.exec(stdout.replaceAll('\r', '')) ?? []
  expect(between, stdout).toBeDefined()
  return between?.split('\n').filter(Boolean) ?? []
}

describe.each(Object.entries(WAYS))('%s', (_, proposed) => {
  test.for([
    { line: 'activation-desk unique', words: ['unique-key'] },
    { line: 'activation-desk list --l', words: ['--lang'] },
    { line: 'activation-desk export --format ', words: ['csv', 'html', 'json', 'pdf', 'xlsx'] },
    { line: 'activation-desk certificate --format ', words: ['html', 'pdf'] },
    { line: 'activation-desk list --lang ', words: ['en'] },
    { line: 'activation-desk settings set offline-only o', words: ['off', 'on'] },
    { line: 'activation-desk completion z', words: ['zsh'] },
    { line: 'activation-desk export --output _activation', words: ['_activation-desk'] },
  ])('proposes behind “$line” what may stand there', async ({ line, words }, context) => {
    const found = await proposed(line, context)
    expect(found.toSorted()).toEqual(words)
  })
})
