// Every option and argument of every command of the desk, in every form that its help documents (issue 12.8).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { run } from '#main/hosts/cli/run.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { deskProgram, requireBuild, runDesk } from '#tests/support/cli.ts'
import { documentedForms, type Samples } from '#tests/support/documented-forms.ts'
import { install } from '#tests/support/installation.ts'
import { makeBundle, newUpdateKey } from '#tests/support/offline-bundles.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must, openVendorSide } from '#tests/support/vendor-side.ts'

/** They stand for what each try gets anew. */
const SAMPLES: Samples = {
  values: {
    dir: ['{data}'],
    '--vendor': ['{folder}/vendor.json'],
    '--output': ['{folder}/output'],
    '--offline-key': ['{key}', '-'],
    '--code': ['{code}', '-'],
    product: ['storage'],
    'check --product': ['storage'],
    feature: ['ha'],
    '--built': ['2026-01-31', '2026-01-31T12:00:00Z'],
    '--limit': ['1', '1000'],
    '--months': ['1', '25'],
    action: ['activate_online', 'refresh', 'automatic_check', 'deactivate'],
    result: ['ok', 'failed', 'server_unreachable'],
    '--license': ['{license}'],
    place: ['{next}'],
    words: ['Contoso'],
    ids: ['owner,product,type,limit,usage,expires,lastCheck,status'],
    hosts: ['intranet.example,.local'],
    '--port': ['0'],
    '--allow-user': ['root', '0'],
  },
  arguments: {
    license: ['{license}'],
    product: ['virtualization'],
    number: ['5', '0'],
    address: ['http://127.0.0.1:3128', 'http://name:word@127.0.0.1:3128', 'none', 'system', '-'],
    file: ['none'],
    target: ['{folder}/made.json'],
    backup: ['{folder}/backup.json'],
    bundle: ['{folder}/bundle.tar'],
    state: ['on', 'off'],
    hours: ['1', '24'],
    shell: ['bash', 'zsh', 'fish', 'powershell'],
    id: ['0123456789abcdef0123456789abcdef', '01234567-89ab-cdef-0123-456789abcdef'],
  },
  needs: {
    inspect: ['{key}', '--code', '{code}'],
    activate: ['{new}'],
    export: ['--output', '{folder}/output'],
    certificate: ['--output', '{folder}/output'],
  },
  instead: {
    'usage report --output': ['--format', 'csv'],
    'usage report --format': ['--output', '{folder}/output'],
    'inspect --code': ['{key}'],
    'activate --offline-key': ['{code}'],
    'activity --output': ['--export', 'csv'],
    'activity --search': ['--export', 'csv'],
  },
}
const surroundings = {
  messages: { ...messages, cli },
  loadEnvironment,
  startWebHost: () => Promise.reject(new Error('a process of its own is used')),
  output: { write: () => true },
  problems: { write: () => true },
  done: () => {},
}

const cleanup = new Cleanup()
const names: Record<string, string> = {}
let prepared: string
beforeAll(async () => {
  requireBuild()
  const side = await openVendorSide(cleanup)
  prepared = cleanup.folder()
  const { privateKey, updateKey } = newUpdateKey()
  writeFileSync(path.join(prepared, 'vendor.json'), JSON.stringify({ ...(await side.profile()), updateKey }))
  writeFileSync(
    path.join(prepared, 'bundle.tar'),
    makeBundle(privateKey, { vendor: (await side.profile()).id }),
  )
  const desk = install(cleanup, await side.profile(), { dataDir: path.join(prepared, 'data') })
  const [first, second, third] = [await side.sell({ features: ['ha'] }), await side.sell(), await side.sell()]
  writeFileSync(path.join(prepared, 'key'), await side.answer(second, await desk.uniqueKey()))
  must(await desk.router.call('licenses.activateOnline', { code: first.key }))
  const { entries, next } = must(await desk.router.call('activity.list', { limit: 1 }))
  expect(entries).toHaveLength(1)
  const backup = must(await desk.router.call('backup.create', {}))
  writeFileSync(path.join(prepared, 'backup.json'), backup.content)
  Object.assign(names, { license: first.id, code: second.key, new: third.key, next: next ?? '' })
})
afterAll(() => cleanup.run())
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe('an option works in each form that the help documents (issue 12.8)', () => {
  const forms = documentedForms(buildProgram(surroundings), SAMPLES)

  test.each(forms)('$command $option', async ({ command, argv: form }) => {
    const folder = cleanup.folder()
    cpSync(prepared, folder, { recursive: true })
    const given = { ...names, folder, data: path.join(folder, 'data'), key: path.join(folder, 'key') }
    const argv = fill(form, given)
    if (!form.includes('--data-dir')) argv.push('--data-dir', given.data)
    if (!form.includes('--vendor')) argv.push('--vendor', path.join(folder, 'vendor.json'))
    const env = { XDG_CONFIG_HOME: path.join(folder, 'config') }
    if (command === 'serve') return expect(await serveUntilTold([...argv, '--no-open'], env)).toBe(0)
    // Standard input is a process's own, and the notices are beside the built program.
    if (argv.includes('-') || command === 'notices')
      return expect(await runDesk(argv, { env, input: inputOf(command, given) })).toMatchObject({ status: 0 })
    vi.stubEnv('XDG_CONFIG_HOME', env.XDG_CONFIG_HOME)
    const problems = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const said: string[] = []
    const write = (text: string) => said.push(text)
    const program = buildProgram({ ...surroundings, output: { write }, problems: { write } })
    expect([await run(program, ['node', 'activation-desk', ...argv], cli), said.join('')]).toEqual([
      0,
      expect.any(String),
    ])
    expect(problems).not.toHaveBeenCalled()
  })
})

const fill = (form: readonly string[], given: Readonly<Record<string, string>>): string[] =>
  form.map((word) => word.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? ''))

/** What `-` reads: a key, a proxy's address, or a License Code. */
function inputOf(command: string, given: Readonly<Record<string, string>>): string {
  if (command === 'activate') return readFileSync(given['key'] ?? '', 'utf8')
  return command === 'settings set proxy' ? 'http://127.0.0.1:3128\n' : `${given['code']}\n`
}

async function serveUntilTold(argv: readonly string[], env: Record<string, string>): Promise<unknown> {
  const child = spawn(process.execPath, [deskProgram, ...argv], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  })
  cleanup.add(() => child.kill('SIGKILL'))
  child.stdout.once('data', () => child.kill('SIGTERM'))
  return (await once(child, 'close'))[0]
}
