import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { folderName } from '#main/adapters/file-store/layout.ts'
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

describe('doctor', () => {
  test('exits with 0 where all is well, one line for each step', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk } = machine(await vendor.profile())
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
    const { desk } = machine(await vendor.profile())
    const license = await vendor.sell({ products: ['virtualization:16', 'storage'], overLimit: 'refuse' })
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
    const licenseId = 'no / name'
    const note = path.join(dataDir, 'returns', `${folderName(licenseId)}.json`)
    const pending = { licenseId, owner: 'Contoso B.V.', code: 'ABCDE-FGHIJ-7KQ2M' }
    const text = JSON.stringify({ ...pending, fingerprint: 'VM-1', since: 0, begun: true }, null, 2)
    mkdirSync(path.dirname(note))
    writeFileSync(note, text)
    const begun = (await desk(['doctor', '--offline'])).stdout
    expect(begun).toMatch(
      /! note +Data folder .*The outcome of a deactivation that was begun here is not known/,
    )
    expect(begun).toMatch(
      /Contoso B\.V\. \(•••••-7KQ2M\): returns\/x[0-9a-f]+\.json: A deactivation was begun here/,
    )
    expect(begun).not.toContain('damaged')
    writeFileSync(note, text.slice(0, -40))
    const damaged = (await desk(['doctor', '--offline'])).stdout
    expect(damaged).toMatch(
      /Contoso B\.V\. \(•••••-7KQ2M\): returns\/x[0-9a-f]+\.json: A note of a deactivation is damaged/,
    )
  })

  test('calls what it cannot tell a failure: usage that was lost (issue 12.6)', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk, dataDir } = machine(await vendor.profile())
    const license = await vendor.sell({ products: ['virtualization:16'], overLimit: 'refuse' })
    expect((await desk(['activate', license.key])).status).toBe(0)
    expect((await desk(['usage', 'set', 'virtualization', '1'])).status).toBe(0)
    writeFileSync(path.join(dataDir, 'usage.json'), '{"usage":[]}')
    const { status, stdout } = await desk(['doctor', '--offline'])
    expect(stdout).toMatch(/✗ FAILED +Licenses/)
    expect(stdout).toContain('(code: usage_damaged)')
    expect(status).toBe(4)
  })

  test('explains once what two of its lines trip over (issue 13)', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk, dataDir } = machine(await vendor.profile())
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path.join(dataDir, 'settings.json'), '{')
    const { status, stdout } = await desk(['doctor'])
    expect(stdout.match(/settings_not_readable/g)).toHaveLength(2)
    expect(stdout.match(/ → /g)).toHaveLength(1)
    expect(status).toBe(4)
  })

  test('exits with 3 where the server is away, and says in words what to do', async () => {
    const vendor = await openVendorSide(cleanup)
    const { desk } = machine(await vendor.profile())
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
    expect(stdout).toContain('→ Set the clock of this machine if it is wrong; if it is right, refresh')
  })

  test('calls no clock well that differs from the server’s (issue 12.11)', async () => {
    let skew = 0
    const vendor = await openVendorSide(cleanup, () => Date.now() + skew)
    const { desk } = machine(await vendor.profile())
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
    expect(stdout).toMatch(/✗ FAILED +Permission to write/)
    expect(status).toBe(4)
  })

  test(
    'names whoever looks into the connection, and the proxy (needs openssl)',
    runsWhere(hasOpenssl, 'there is no openssl here'),
    async () => {
      const way = await openSecureWay(cleanup)
      const { desk } = machine(await way.vendor.profile(way.server.url))
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
