// Every option of every command of the back office, in every form that its help documents (issue 12.8).
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { requestText } from '#shared/formats/activation-request.ts'
import { makeReturnCode } from '#shared/formats/return-code.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import { buildProgram, runProgram } from '#server/cli/program.ts'
import { answerOffline } from '#server/back-office/answer-offline.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { backUp } from '#server/vendor/backup.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor, type Vendor } from '#server/vendor/open-vendor.ts'
import { hasOpenssl, makeAuthority } from '#tests/support/certificates.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { documentedForms, type Samples } from '#tests/support/documented-forms.ts'
import { runLineHere, startLine as start } from '../support/command.ts'
import { expectOk, temporaryFolder, uniqueKey, vendorTemplate } from '../support/back-office.ts'

/** They stand for what each try gets anew. */
const SAMPLES: Samples = {
  values: {
    date: ['2099-02-28', '2099-02-28T12:00:00Z', '2099-02-28T12:00:00+02:00'],
    days: ['1', '365'],
    n: ['1', '60'],
    '--port': ['0'],
    '--behind-proxy': ['10.0.0.5', '10.0.0.5,10.1.0.0/16'],
    rule: ['allow', 'refuse', '0', '30'],
    '--policy': ['{policy}'],
    'rule=value': ['strict=true', 'maxCores=none'],
    'limit=n': ['maxCores=16', 'maxDisk=none'],
    'policy update --name': ['{new}'],
    'policy create --name': ['{new}'],
    'code[:limit]': ['storage', 'virtualization:16'],
    name: ['Contoso B.V.'],
    text: ['Contoso'],
    key: [uniqueKey()],
    id: ['{license}'],
    '--code': ['{code}'],
    'license create --code': ['{new}'],
    code: ['sso'],
    '--application': ['virtualmetric'],
    request: ['{folder}/request'],
    file: ['{folder}/file'],
    '--tls-cert': ['{certificate}'],
    '--tls-key': ['{certificate key}'],
    '--vendor': ['{folder}/vendor.json'],
    url: ['https://licensing.vendor.example/v1'],
    address: ['127.0.0.1'],
    'host:port': ['0', '127.0.0.1:0'],
    dir: ['{data}'],
    // tests/real/postgres/commands.test.ts has one to name.
    '--database': [],
    'database move --to': [],
  },
  arguments: {
    license: ['{license}', '{code}', '-'],
    machine: ['{machine}', '{machine id}'],
    'return-code': ['{return}'],
    code: ['{new}'],
    name: ['Another'],
    file: ['{database}'],
    list: ['{folder}/list', '-'],
    policy: ['{policy}'],
  },
  needs: {
    answer: ['--license', '{license}', '--unique-key', '{machine}'],
    return: ['--license', '{license}'],
    'license renew': ['--expires', 'never'],
    'license uses': ['--to', '0'],
    'license policy': ['--set', 'maxCores=4'],
    'policy create': ['--name', '{new}'],
    // The one it takes by itself may be somebody else's here.
    serve: ['--port', '0'],
  },
  instead: {
    'policy create --name': [],
    'license renew --expires-in': [],
    'license uses --to': [],
    'serve --port': [],
    'answer --code': ['--unique-key', '{machine}'],
    'answer --license': ['--unique-key', '{machine}'],
    'answer --unique-key': ['--license', '{license}'],
    'answer --request': [],
    'return --code': [],
    'serve --tls-cert': ['--tls-key', '{certificate key}', '--port', '0'],
    'serve --tls-key': ['--tls-cert', '{certificate}', '--port', '0'],
    'license export --json': ['--output', '{folder}/file'],
  },
}

let office: { data: string; vendor: Vendor }

describe('an option works in each form that the help documents (issue 12.8)', () => {
  // tests/real/postgres/move.test.ts has a PostgreSQL to move to.
  const forms = documentedForms(buildProgram(), SAMPLES).filter(({ command }) => command !== 'database move')
  beforeAll(async () => {
    const data = join(mkdtempSync(join(tmpdir(), 'activation-server-')), 'office')
    expectOk(await initVendor(data, vendorTemplate, Date.now()))
    office = { data, vendor: expectOk(await openVendor(data)) }
  })
  afterAll(async () => {
    await office.vendor.close()
    rmSync(dirname(office.data), { recursive: true })
  })
  afterEach(() => {
    vi.restoreAllMocks()
    process.exitCode = undefined
  })

  it('“never” among them', () => {
    const never = forms.filter(({ option }) => option.endsWith(' never'))
    expect(never.map(({ command, option }) => `${command} ${option}`)).toEqual([
      'license create --expires never',
      'license create --maintenance-until never',
      'license update --expires never',
      'license update --maintenance-until never',
      'license renew --expires never',
    ])
  })

  it.for(forms)('$command $option', async ({ command, argv: form }, context) => {
    if (form.includes('--tls-cert') && !hasOpenssl) context.skip('there is no openssl here')
    const { argv, input } = await prepare(command, form)
    if (command === 'serve') return expect(await serveUntilTold(argv)).toBe(0)
    if (argv.includes('-')) return expect((await runLineHere(argv, input)).exit).toBe(0)
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const problems = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await runProgram(['node', 'activation-server', ...argv])
    expect([process.exitCode ?? 0, problems.mock.calls]).toEqual([0, []])
  })
})

/** A license, a machine that was answered, and its return code: whatever the form names is there. */
async function prepare(command: string, form: readonly string[]): Promise<{ argv: string[]; input: string }> {
  const folder = temporaryFolder()
  const cleanup = new Cleanup()
  onTestFinished(() => cleanup.run())
  const { vendor, data } = office
  const expiry = Date.now() + 3_600_000
  const license = expectOk(
    await createLicense(vendor, { owner: 'Contoso B.V.', products: ['storage'], expiry }),
  )
  writeFileSync(join(folder, 'vendor.json'), JSON.stringify(vendorTemplate))
  const asked = { uniqueKey: uniqueKey(), code: license.key, product: 'P', version: '1', hostName: null }
  writeFileSync(join(folder, 'request'), requestText(asked))
  const { file, machine } = expectOk(await answerOffline(vendor, license, { uniqueKey: uniqueKey() }))
  const facts = { uniqueKey: uniqueKey(), licenseNumber: licenseNumber(license.id, nodePrimitives) }
  const dates = { issued: Date.parse(file.issued), returned: Date.now() }
  const names: Record<string, string> = {
    folder,
    // A back office that is open is neither made nor restored, and a demo fills an empty one.
    data: ['init', 'restore', 'demo'].includes(command) ? join(folder, 'office') : data,
    license: license.id,
    code: license.key,
    machine: uniqueKey(),
    'machine id': machine.id,
    return: makeReturnCode({ ...facts, ...dates }, license.key, nodePrimitives),
    new: license.id,
    policy: expectOk(await createPolicy(vendor, { name: randomUUID() })).id,
    database: join(folder, 'copy.db'),
  }
  if (command === 'restore') {
    expectOk(await backUp(data, names['database'] ?? ''))
    mkdirSync(names['data'] ?? '', { mode: 0o700 })
  }
  if (command === 'demo') expectOk(await initVendor(names['data'] ?? '', vendorTemplate, Date.now()))
  const list = 'owner,products\nContoso B.V.,storage\n'
  writeFileSync(join(folder, 'list'), list)
  if (form.includes('--tls-cert')) {
    const { cert, key } = makeAuthority(cleanup, 'Test authority').issue()
    names['certificate'] = join(folder, 'tls.crt')
    names['certificate key'] = join(folder, 'tls.key')
    writeFileSync(names['certificate'], cert)
    writeFileSync(names['certificate key'], key)
  }
  const inputs: Record<string, string> = { 'license create': license.id, 'license import': list }
  const filled = form.map((word) => word.replaceAll(/\{([\w ]+)\}/g, (_, name: string) => names[name] ?? ''))
  const argv = form.includes('--data-dir') ? filled : [...filled, '--data-dir', names['data'] ?? '']
  return { argv, input: inputs[command] ?? license.key }
}

async function serveUntilTold(argv: readonly string[]): Promise<number | null> {
  const child = start(argv)
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.stdout.once('data', () => child.kill('SIGTERM'))
  return exit
}
