// The command line, as child processes where that is asked: main stories and exit statuses (docs/product.md#the-vendors-side).
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { onTestFinished, describe, expect, it } from 'vitest'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { program, run, runHere, runNode, start } from '../support/command.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'

const parse = (text: string) => JSON.parse(text) as Record<string, unknown>

it.each(['--version', '-V'])('%s says which version this is, as the other program does', async (option) => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(await runNode(process.execPath, [program, option])).toEqual({
    exit: 0,
    out: `${version}\n`,
    error: '',
  })
})

it('an option does not take another for its value', async () => {
  const dataDir = join(temporaryFolder(), 'office')
  const { exit, error } = await run(dataDir, ['answer', '--code', '--unique-key', 'KEY'])
  expect([exit, error]).toEqual([2, expect.stringContaining("option '--code <code>' argument missing")])
})

describe('a day at the back office', () => {
  it('goes from init over a sale and an offline answer to a renewal', { timeout: 60_000 }, async () => {
    const dataDir = join(temporaryFolder(), 'office')
    expect((await run(dataDir, ['init'])).exit).toBe(0)
    const again = await runHere(dataDir, ['init'])
    expect([again.exit, again.error]).toEqual([
      1,
      `${dataDir} already holds vendor data: use it, or name another folder with --data-dir\n`,
    ])

    const sale = [
      'license',
      'create',
      '--owner',
      'Contoso B.V.',
      '--product',
      'virtualization:1600',
      '--product',
      'inventory',
    ]
    const sold = await runHere(dataDir, [...sale, '--expires', '2099-02-28', '--json'])
    const license = parse(sold.out) as { id: string; code: string; expires: string }
    expect(license.expires).toBe('2099-02-28T23:59:59.999Z')

    const file = join(dataDir, 'answer.txt')
    const request = ['answer', '--code', '-', '--unique-key', uniqueKey(), '--output', file]
    expect(await run(dataDir, request, `${license.code}\n`)).toMatchObject({
      exit: 0,
      out: `Written to ${file}\n`,
    })
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.slice(0, 2)).toEqual([`Unique Key: ${uniqueKey()}`, 'Owner: Contoso B.V.'])
    expect(lines[2]).toMatch(/^Issued: \d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC$/)
    const begin = lines.indexOf('-----BEGIN MACHINE FILE-----')
    const above = lines.slice(3, begin).join('\n')
    expect(above).toContain('Products: Virtualization (1,600 Socket), Inventory')
    expect(above).toContain('Valid until: 2099-02-28')
    expect(above).toContain('paste this whole text as Local License Key')

    const renewed = await runHere(dataDir, ['license', 'renew', license.id, '--expires', '2100-02-28'])
    const [change, empty, said, machine] = renewed.out.split('\n')
    expect([change, empty]).toEqual(['Expires: 2099-02-28 → 2100-02-28', ''])
    expect(said).toMatch(/^This offline machine needs a new answer/)
    expect(machine?.trim()).toBe(uniqueKey())
    const suspended = await runHere(dataDir, ['license', 'suspend', '-'], license.code.toLowerCase())
    expect(suspended.out).toBe('Suspended: no → yes\n')
    const refused = await runHere(dataDir, [
      'answer',
      '--license',
      license.id,
      '--unique-key',
      uniqueKey(),
      '--json',
    ])
    expect(refused.exit).toBe(1)
    expect(parse(refused.out)).toMatchObject({ error: { code: 'license_suspended' } })

    const profile = await runHere(dataDir, ['profile', '--url', 'http://127.0.0.1:4600/v1', '--demo'])
    expect(vendorProfile.safeParse(JSON.parse(profile.out)).success).toBe(true)
  })
})

describe('the exit status', () => {
  it.each([
    [['license', 'create', '--owner', 'A'], 2],
    [['license', 'renew', 'x'], 2],
    [['license', 'renew', 'x', '--expires', '2027-02-30'], 2],
    [['answer', '--unique-key', 'x'], 2],
    [['return', 'x', '--unique-key', 'x'], 2],
    [['return', '--code', 'a', '--unique-key', 'x'], 2],
    [['answer', '--code', 'a', '--license', 'b', '--unique-key', 'x'], 2],
    [['nonsense'], 2],
    [['license', 'list'], 3],
    [['license', 'create', '--help'], 0],
  ])('of %j without a back office is %i', async (argv, exit) => {
    expect((await runHere(join(temporaryFolder(), 'office'), argv)).exit).toBe(exit)
  })
})

describe('serve', () => {
  it('says where it listens, answers, and stops when it is told to', { timeout: 30_000 }, async () => {
    const dataDir = join(temporaryFolder(), 'office')
    await run(dataDir, ['init'])
    const child = start(dataDir, ['serve', '--port', '0', '--json'])
    onTestFinished(() => void child.kill('SIGKILL'))
    const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next()
    const { url } = parse(String(value)) as { url: string }
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/)
    const answer = await fetch(`${url}/me`, { headers: { authorization: 'License a-secret-code' } })
    expect(answer.status).toBe(401)
    const taken = await run(dataDir, ['serve', '--port', new URL(url).port])
    expect([taken.exit, taken.error]).toEqual([3, expect.stringContaining('is taken')])
    let log = ''
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()))
    const exit = new Promise((resolve) => child.once('close', resolve))
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(log).toContain('GET /v1/me 401')
    expect(log).not.toContain('a-secret-code')
  })
})

describe('the file that is started', () => {
  const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.19.0' })"
  it('says in one sentence that this Node is too old, and ends with 2 (issue 12.10)', async () => {
    const argv = [
      '--import',
      `data:text/javascript,${encodeURIComponent(pretend)}`,
      program,
      'license',
      'list',
    ]
    const told = await runNode(process.execPath, argv)
    expect(told).toEqual({
      exit: 2,
      out: '',
      error: 'activation-server needs Node 24 or newer; this is 20.19.0.\n',
    })
  })

  it('says it to a real older Node too, where there is one', async (context) => {
    const older = ['/usr/bin/node', '/usr/local/bin/node'].find((node) => {
      const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
      return status === 0 && /^v(1[0-9]|2[0-3])\./.test(stdout)
    })
    if (older === undefined) context.skip('there is no older Node here')
    const told = await runNode(older ?? '', [program, 'license', 'list'])
    expect([told.exit, told.out]).toEqual([2, ''])
    expect(told.error).toMatch(/^activation-server needs Node 24 or newer; this is \S+\.\n$/)
  })
})
