// What a representative sees and does of seats that are kept (issue 10.1).
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runHere } from '../support/command.ts'
import { activation, serveBackOffice } from '../support/client.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'

const json = async (dataDir: string, argv: readonly string[]) => {
  const { exit, out, error } = await runHere(dataDir, [...argv, '--json'])
  if (exit !== 0) throw new Error(`exit ${exit}: ${out}${error}`)
  return JSON.parse(out) as Record<string, unknown>
}

describe('a seat that is kept for a released machine (issue 10.1)', { timeout: 60_000 }, () => {
  it('is shown by “license show” and “machine list”, and freed by “machine release”', async () => {
    const server = await serveBackOffice({ clock: Date.now })
    const { id, key: code } = await server.sell()
    for (const machine of [1, 2, 3]) {
      const fingerprint = uniqueKey(machine)
      await post(server.url, '/machines', code, activation(id, fingerprint))
      await post(server.url, `/machines/${fingerprint}/actions/check-out`, code, {})
      await fetch(`${server.url}/machines/${fingerprint}`, { method: 'DELETE', headers: as(code) })
    }
    const { dataDir } = server
    expect(await json(dataDir, ['license', 'show', id])).toMatchObject({
      machines: { used: 0, kept: 1, limit: 1 },
    })
    expect((await runHere(dataDir, ['license', 'show', id])).out).toContain('0 of 1, and 1 kept')
    const listed = await json(dataDir, ['machine', 'list', id])
    expect(listed).toMatchObject({ machines: [], kept: [{ fingerprint: uniqueKey(3) }] })
    expect((await runHere(dataDir, ['machine', 'list', id])).out).toMatch(/SEAT KEPT UNTIL\n.*2\d{3}-\d\d/)
    const refused = await runHere(dataDir, ['answer', '--license', id, '--unique-key', uniqueKey(4)])
    expect([refused.exit, refused.error]).toEqual([1, expect.stringContaining('machine release')])
    expect(await json(dataDir, ['machine', 'release', id, uniqueKey(3)])).toMatchObject({
      released: { fingerprint: uniqueKey(3) },
    })
    expect((await runHere(dataDir, ['machine', 'release', id, uniqueKey(3)])).exit).toBe(1)
    expect((await runHere(dataDir, ['answer', '--license', id, '--unique-key', uniqueKey(4)])).exit).toBe(0)
  })
})

describe('what runs on the machines (issue 18.3)', { timeout: 60_000 }, () => {
  it('is shown by “machine list”', async () => {
    const server = await serveBackOffice({ clock: Date.now })
    const { id, key: code } = await server.sell()
    const { json: machine } = await server.ask('POST', '/machines', { code, body: activation(id, 'one') })
    const relationships = { machine: { data: { type: 'machines', id: machine.data.id } } }
    const body = { data: { type: 'processes', attributes: { pid: 'worker 1\u001b[0m' }, relationships } }
    await server.ask('POST', '/processes', { code, body })
    expect(await json(server.dataDir, ['machine', 'list', id])).toMatchObject({
      processes: [{ machine: machine.data.id, pid: 'worker 1\u001b[0m', status: 'alive' }],
      processesTotal: 1,
    })
    const { out } = await runHere(server.dataDir, ['machine', 'list', id])
    expect(out).toMatch(/PROCESS +MACHINE +PID +STATUS +LAST HEARTBEAT\n.*worker 1.* alive +2/)
    expect(out).not.toContain('\u001b')
  })
})

describe('--check-out-days (issue 10.1)', { timeout: 60_000 }, () => {
  it('is 31 unless it is given, can be changed, and like a limit a whole number that is not too large', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    await runHere(dataDir, ['init'])
    const sale = ['license', 'create', '--owner', 'Contoso', '--product', 'storage']
    const sold = await json(dataDir, sale)
    expect(sold['checkOutDays']).toBe(31)
    expect((await json(dataDir, [...sale, '--check-out-days', '3']))['checkOutDays']).toBe(3)
    const changed = await runHere(dataDir, [
      'license',
      'update',
      String(sold['id']),
      '--check-out-days',
      '60',
    ])
    expect(changed.out).toBe('Check-out: 31 days → 60 days\n')
    for (const days of ['0', '3651', '-1', '1.5', ''])
      expect((await runHere(dataDir, [...sale, '--check-out-days', days])).exit).toBe(2)
    for (const limit of ['9007199254740991', 'x', '-3', '1:2']) {
      const { exit, error } = await runHere(dataDir, [...sale, '--product', `virtualization:${limit}`])
      expect([exit, error]).toEqual([2, expect.stringContaining('a whole number up to 1000000000000')])
    }
  })
})

const as = (code: string) => ({ authorization: `License ${code}` })
const post = (url: string, target: string, code: string, body: object) =>
  fetch(`${url}${target}`, { method: 'POST', headers: as(code), body: JSON.stringify(body) })
