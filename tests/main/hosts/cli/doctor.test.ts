import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { hasOpenssl } from '#tests/support/certificates.ts'
import { requireBuild } from '#tests/support/cli.ts'
import { commandMachine } from '#tests/support/command-machine.ts'
import { startProxy } from '#tests/support/connect-proxy.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { openSecureWay } from '#tests/support/secure-way.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
const machine = (profile: unknown) => commandMachine(cleanup, profile)
beforeAll(requireBuild)
afterEach(() => cleanup.run())

describe('a damaged store.json (issue 12)', () => {
  const KINDS: readonly (readonly [string, (file: string) => void])[] = [
    ['empty', (file) => writeFileSync(file, '')],
    ['cut', (file) => writeFileSync(file, '{')],
    ['a folder', (file) => mkdirSync(file)],
    ['a link to itself', (file) => symlinkSync('store.json', file)],
  ]

  test.each(KINDS)('stays where it is after doctor, and repair sets it aside: %s', async (_, damage) => {
    const { dataDir, desk } = machine(loadProfile({ offlineOnly: true }))
    const file = path.join(dataDir, 'store.json')
    expect((await desk(['settings', 'set', 'check-interval', '5'])).status).toBe(0)
    rmSync(file, { force: true })
    damage(file)
    const before = [lstatSync(file).ino, readdirSync(dataDir)]
    for (const round of [1, 2]) {
      const { stdout, stderr } = await desk(['doctor', '--offline'])
      expect(`${stdout}${stderr}`, String(round)).toContain('store.json')
      expect([lstatSync(file).ino, readdirSync(dataDir)]).toEqual(before)
    }
    const repaired = await desk(['--json', 'repair'])
    expect(JSON.parse(repaired.stdout)).toMatchObject({ setAside: [{ where: 'store.json' }], left: [] })
    expect((await desk(['doctor', '--offline'])).stdout).toMatch(/Set aside +1/)
    expect(JSON.parse((await desk(['--json', 'repair'])).stdout)).toEqual({ setAside: [], left: [] })
  })
})

describe('doctor', () => {
  test('exits with 0 where all is well, one line for each step', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk } = machine(vendor.profile())
    const { status, stdout, stderr } = await desk(['doctor'])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/✓ ok +Machine id +\/\S+machine-id/)
    expect(stdout).toMatch(/✓ ok +Signature of the answer +ed25519/)
    expect(stdout).toMatch(/· skipped +Encryption \(TLS\) +A server on this very machine/)
    expect(stdout).toContain('All is well.')
    expect(stdout).not.toContain('FAILED')
    expect(stdout).not.toContain('\u001B') // no colors where there is no terminal
    expect(status).toBe(0)
  })

  test('never says that all is well above a product that may not run (issue 12.6)', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk } = machine(vendor.profile())
    const license = vendor.sell({ products: ['virtualization:16', 'storage'], overLimit: 'refuse' })
    expect((await desk(['activate', license.key])).status).toBe(0)
    expect((await desk(['doctor', '--offline'])).stdout).toContain('All is well.')
    const over = await desk(['usage', 'set', 'virtualization', '17'])
    expect([over.status, over.stdout]).toEqual([
      0,
      expect.stringContaining('More is in use than the license allows'),
    ])
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(stdout).toMatch(/! note +Licenses on this machine +1 \(virtualization: Over limit\)/)
    expect(stdout).not.toContain('All is well.')
    expect(stdout).toContain('a product may not run')
    expect(status).toBe(0)
  })

  test('names a deactivation by its license and owner, and calls one that was only begun not damaged (issue 12)', async () => {
    const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
    const note = path.join(dataDir, 'returns', `x${'0'.repeat(40)}.json`)
    const pending = { licenseId: 'no / name', owner: 'Contoso B.V.', code: 'ABCDE-FGHIJ-7KQ2M' }
    const text = JSON.stringify({ ...pending, fingerprint: 'VM-1', since: 0, begun: true }, null, 2)
    mkdirSync(path.dirname(note))
    writeFileSync(note, text)
    const begun = (await desk(['doctor', '--offline'])).stdout
    expect(begun).toMatch(
      /! note +Data folder .*The outcome of a deactivation that was begun here is not known/,
    )
    expect(begun).toMatch(/Contoso B\.V\. \(•••••-7KQ2M\): returns\/x0+\.json: A deactivation was begun here/)
    expect(begun).not.toContain('damaged')
    writeFileSync(note, text.slice(0, -40))
    const damaged = (await desk(['doctor', '--offline'])).stdout
    expect(damaged).toMatch(
      /Contoso B\.V\. \(•••••-7KQ2M\): returns\/x0+\.json: A note of a deactivation is damaged/,
    )
  })

  test('calls what it cannot tell a failure: usage that was lost (issue 12.6)', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk, dataDir } = machine(vendor.profile())
    const license = vendor.sell({ products: ['virtualization:16'], overLimit: 'refuse' })
    expect((await desk(['activate', license.key])).status).toBe(0)
    expect((await desk(['usage', 'set', 'virtualization', '1'])).status).toBe(0)
    writeFileSync(path.join(dataDir, 'usage.json'), '{"usage":[]}')
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(stdout).toMatch(/✗ FAILED +Licenses/)
    expect(stdout).toContain('(code: usage_damaged)')
    expect(status).toBe(4)
  })

  test('says in red that no Local License Key is taken, where returned.json is damaged; repair says what is true then', async () => {
    const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
    for (const name of ['returned.json', 'clock.json']) writeFileSync(path.join(dataDir, name), 'x')
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(stdout).toMatch(/✗ FAILED +Local License Keys\n +No Local License Key is taken/)
    expect(status).toBe(4)
    const repaired = await desk(['repair'])
    expect(repaired.status).toBe(0)
    expect(repaired.stdout).toContain('Local License Keys are taken again')
    expect(repaired.stdout).not.toContain('activation-desk repair')
    expect((await desk(['doctor', '--offline'])).status).toBe(0)
  })

  test('names a damaged history and a damaged activity log; repair keeps of both what can be read', async () => {
    const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
    expect((await desk(['settings', 'set', 'proxy', 'none'])).status).toBe(0)
    const log = path.join(dataDir, 'activity.jsonl')
    appendFileSync(log, 'garbage\n')
    const point = JSON.stringify({ at: 1, usage: 3, limit: null })
    mkdirSync(path.join(dataDir, 'usage-history'))
    writeFileSync(path.join(dataDir, 'usage-history', 'inventory.json'), `{"points":[${point},`)
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(stdout).toMatch(/! note +Data folder/)
    expect(stdout).toMatch(
      /usage-history\/inventory\.json: [\s\S]*activity\.jsonl: The activity log has lines/,
    )
    expect(status).toBe(0)
    const repaired = await desk(['repair'])
    expect(repaired.stdout).toContain('Mended: 2.')
    expect(repaired.stdout).not.toContain('activation-desk repair')
    const after = readFileSync(log, 'utf8')
    expect(after).toContain('"action":"settings"')
    expect(after).not.toContain('garbage')
    expect((await desk(['doctor', '--offline'])).stdout).not.toContain('warning: activity.jsonl')
  })

  describe('and repair name the same where only a person can mend it (issue 12.2)', () => {
    const AGAIN = '→ Activate the license again, or put the file back from a backup.'
    test.each([
      ['licenses/ID/machine.lic', AGAIN],
      ['licenses/ID/code', AGAIN],
      ['licenses/ID/answers/validation.json', AGAIN],
      ['settings.json', '→ Put the file back from a backup, or say anew whether this machine may open'],
      [
        'machine-id',
        '→ Put the file back from a backup, or set the id anew: “activation-desk machine-id set”',
      ],
    ])('%s', async (name, todo) => {
      const vendor = await openVendorSide(cleanup)
      const { desk, dataDir } = machine(vendor.profile())
      expect((await desk(['activate', vendor.sell().key])).status).toBe(0)
      const [id = ''] = readdirSync(path.join(dataDir, 'licenses'))
      const where = name.replace('ID', id)
      writeFileSync(path.join(dataDir, where), 'garbage {{\n')
      expect((await desk(['doctor', '--offline'])).stdout).toContain(where)
      const repaired = await desk(['repair'])
      expect(repaired.status).toBe(4)
      expect(repaired.stdout).toContain(`Still to be mended: 1.\nwarning: ${where}: `)
      expect(repaired.stdout).toContain(todo)
      expect(repaired.stdout).not.toContain('Mended')
      expect(readFileSync(path.join(dataDir, where), 'utf8')).toBe('garbage {{\n')
    })

    test('what was put into a license a moment ago, and that it waits (issue 12.6)', async () => {
      const vendor = await openVendorSide(cleanup)
      const { desk, dataDir } = machine(vendor.profile())
      expect((await desk(['activate', vendor.sell().key])).status).toBe(0)
      const [id = ''] = readdirSync(path.join(dataDir, 'licenses'))
      const code = path.join(dataDir, 'licenses', id, 'code')
      for (const make of [() => symlinkSync('/nowhere/at/all', code), () => undefined]) {
        rmSync(code)
        make()
        const linesOf = (text: string) =>
          text
            .split('\n')
            .flatMap((line, at, all) =>
              /warning: licenses/.test(line) ? `${line.trim()} ${all[at + 1]?.trim()}` : [],
            )
        const [doctor, repaired] = [await desk(['doctor', '--offline']), await desk(['repair'])]
        expect(repaired.status).toBe(4)
        expect(linesOf(repaired.stdout).toSorted()).toEqual(linesOf(doctor.stdout).toSorted())
        expect(repaired.stdout).toContain('Wait until that is done')
      }
    })

    test('usage.json that is gone beside a usage-history', async () => {
      const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
      mkdirSync(path.join(dataDir, 'usage-history'))
      writeFileSync(path.join(dataDir, 'usage-history', 'virtualization.json'), '{"points":[]}')
      expect((await desk(['doctor', '--offline'])).stdout).toContain('usage.json')
      const repaired = await desk(['repair'])
      expect(repaired.stdout).toMatch(/^Still to be mended: 1\.\nwarning: usage\.json: /)
      expect(repaired.stdout).toContain('→ Report the usage of each product anew')
    })
  })

  test('exits with 3 where the server is away, and says in words what to do', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk } = machine(vendor.profile())
    await vendor.stop()
    const { status, stdout } = await desk(['doctor'])
    expect(status).toBe(3)
    expect(stdout).toMatch(/✗ FAILED +Connection \(TCP\)/)
    expect(stdout).toContain('The activation server cannot be reached.')
    expect(stdout).toContain('→ Check the network of this machine')
    expect(stdout).toContain('(code: server_unreachable)')
    expect(stdout).toContain('1 step failed: Connection (TCP).')
  })

  test('and list say of what is not read as a license what it is and what to do', async () => {
    const { dataDir, desk } = machine(loadProfile({ machineIdFile: true }))
    mkdirSync(path.join(dataDir, 'quarantine'))
    writeFileSync(path.join(dataDir, 'quarantine', 'a.unreadable.1'), '')
    writeFileSync(path.join(dataDir, 'quarantine', 'b.no_ether.1'), '')
    const [doctor, list] = [await desk(['doctor', '--offline']), await desk(['list'])]
    for (const text of [doctor.stdout, list.stderr]) {
      expect(text).toMatch(
        /warning: quarantine\/a\.unreadable\.1: A file of this license is damaged\. It was set aside .*\n +→ Activate it again\./,
      )
      expect(text).toMatch(/warning: quarantine\/b\.no_ether\.1: .*“no_ether”/)
    }
    expect([doctor.status, list.status]).toEqual([0, 0])
  })

  test('looks at this machine alone when it is told so', async () => {
    const { desk } = machine(loadProfile({ machineIdFile: true }))
    const { status, stdout } = await desk(['--json', 'doctor', '--offline'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      connection: null,
      machine: { lines: expect.any(Array) as [] },
    })
  })

  test('exits with 4 where the clock stands before a signed time', async () => {
    const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
    writeFileSync(path.join(dataDir, 'clock.json'), JSON.stringify({ latestSigned: Date.now() + 3 * DAY }))
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(status).toBe(4)
    expect(stdout).toContain('→ Set the clock of this machine; if it is right, refresh')
  })

  test('calls no clock well that differs from the server’s (issue 12.11)', async () => {
    let skew = 0
    const vendor = await openVendorSide(cleanup, () => Date.now() + skew)
    const { desk } = machine(vendor.profile())
    skew = 8 * 60_000
    const { status, stdout } = await desk(['doctor'])
    expect(stdout).toMatch(/! note +Clock +20\d\d-.*\n? *The activation server’s clock shows another time/)
    expect(stdout).toMatch(/✗ FAILED +Difference of the clocks\n +The clocks .* differ by 8 minutes/)
    expect(stdout).not.toMatch(/✓ ok +Clock/)
    expect(status).toBe(4)
    skew = 0
    expect((await desk(['doctor'])).stdout).toMatch(/✓ ok +Clock/)
  })

  test('exits with 4 for somebody who may not write', async () => {
    const { desk, dataDir } = machine(loadProfile({ machineIdFile: true }))
    chmodSync(dataDir, 0o555)
    const { status, stdout } = await desk(
      ['doctor', '--offline'],
      process.getuid?.() === 0 ? { uid: 65_534 } : {},
    )
    chmodSync(dataDir, 0o755)
    expect(stdout).toMatch(/✗ FAILED +Writing there/)
    expect(status).toBe(4)
  })

  test(
    'names whoever looks into the connection, and the proxy (needs openssl)',
    runsWhere(hasOpenssl, 'there is no openssl here'),
    async () => {
      const way = await openSecureWay(cleanup)
      const { desk } = machine(way.vendor.profile(way.server.url))
      const proxy = await startProxy(cleanup, { credentials: 'desk:secret' })
      const set = await desk(['settings', 'set', 'proxy', '-'], {
        input: `${proxy.url.replace('//', '//desk:secret@')}\n`,
      })
      expect(set).toMatchObject({ status: 0, stderr: '' })
      const red = await desk(['doctor'])
      expect(red.status).toBe(3)
      expect(red.stdout).toContain(`through the proxy http://desk:***@${proxy.host}`)
      expect(red.stdout).toContain('issued by “Authority of the Server”')
      await desk(['settings', 'set', 'ca', way.authority.file])
      const green = await desk(['doctor'])
      expect(green).toMatchObject({ status: 0, stderr: '' })
      expect(green.stdout).toMatch(/✓ ok +Encryption \(TLS\) +localhost ← Authority of the Server/)
      expect(set.stdout + red.stdout + green.stdout).not.toContain('secret')
    },
  )
})
