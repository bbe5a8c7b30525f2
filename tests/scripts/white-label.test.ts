// A second vendor's build: its command, its words and its places are under the profile's name, and none is under ours (issue 16).
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import { onLinux } from '#tests/support/runs-where.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { nodeBuild } from '../../scripts/build.ts'

const cleanup = new Cleanup()
let folder = ''
beforeAll(async () => {
  folder = cleanup.folder()
  const profile = { ...loadProfile(), id: 'contoso', name: 'Contoso', installName: 'contoso-licensing' }
  const command = {
    entry: 'src-main/hosts/cli/command-line.ts',
    outDir: 'cli',
    file: 'command-line.cjs',
    format: 'cjs',
  } as const
  const desktop = {
    entry: 'src-main/hosts/electron/security/asked-to-open.ts',
    outDir: 'desktop',
    file: 'links.cjs',
    format: 'cjs',
  } as const
  for (const one of [command, desktop])
    await build(nodeBuild(one, folder, profile, false, profile.installName))
}, 120_000)
afterAll(() => cleanup.run())

const says = (...words: string[]): string => {
  const script = path.join(folder, 'start.cjs')
  writeFileSync(
    script,
    `require('./cli/command-line.cjs').runCommandLine(process.argv).then((status) => (process.exitCode = status))`,
  )
  return execFileSync(process.execPath, [script, ...words], { encoding: 'utf8', env: {} })
}

test('the help, the completions and the manual are of its command', () => {
  expect(says('--help')).toContain('Usage: contoso-licensing ')
  expect(says('help', 'options')).toContain('CONTOSO_LICENSING_DATA_DIR')
  for (const words of [['completion', 'bash'], ['manual'], ['activate', '--help']]) {
    const said = says(...words).replaceAll('\\-', '-') // as troff has it
    expect(said).toContain('contoso-licensing')
    expect(said).not.toMatch(/activation-desk(?!\.example)/)
  }
})

test('its data folder and its links are its own', onLinux('the folders are those of Linux'), () => {
  const { dataDir } = JSON.parse(says('--json', 'info')) as { dataDir: string }
  expect(dataDir).toBe('/var/lib/contoso-licensing')
  const command = readFileSync(path.join(folder, 'cli/command-line.cjs'), 'utf8')
  expect(command).not.toMatch(/(\/var\/lib|\/etc)\/activation-desk/)
  const script = `console.log(require('./desktop/links.cjs').LINK_SCHEME)`
  const scheme = execFileSync(process.execPath, ['--eval', script], { cwd: folder, encoding: 'utf8' })
  expect(scheme).toBe('contoso-licensing\n')
})

test('what it says of itself outside of its words is its own, and of our package file it has the version alone', () => {
  const command = readFileSync(path.join(folder, 'cli/command-line.cjs'), 'utf8')
  const code = command.split('\n').filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line))
  const ours = code.flatMap((line) => line.match(/activation-desk[\w./:-]*/g) ?? [])
  expect([...new Set(ours)].filter((name) => !isOfAFormat(name))).toEqual([])
  expect(command).not.toMatch(/maintainers@|"?devDependencies/)
})

/** Signed, derived or read by every vendor's program; and the name that becomes another (`renamed`). */
const isOfAFormat = (name: string): boolean => /^activation-desk(\/[\w/-]+)?$/.test(name)
