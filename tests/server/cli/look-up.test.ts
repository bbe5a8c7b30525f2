// What a representative looks up and is told: a license by whatever a customer names of it, and machines whose keys do not
// follow a change.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArmor } from '#shared/formats/armor.ts'
import { undoDamage } from '#shared/formats/outside/undo-damage.ts'
import { runHere } from '../support/command.ts'
import { activation, serveBackOffice } from '../support/client.ts'
import { openBackOffice, temporaryFolder, uniqueKey } from '../support/back-office.ts'

describe('license list (issue 13.17)', () => {
  it('finds an owner anywhere in the name, a Unique Key, and the end of a code', async () => {
    const office = await openBackOffice(Date.now())
    const { vendor } = office
    const bank = await office.sell({ owner: 'Erste Österreichische Bank' })
    const other = await office.sell({ owner: '100% Storage_Ltd' })
    await runHere(office.dataDir, ['answer', '--license', other.id, '--unique-key', uniqueKey(2)])
    const find = async (text: string) =>
      (await vendor.store.licenses.list({ find: text, limit: 10, offset: 0 })).map(({ id }) => id)
    const key = uniqueKey(2)
    for (const text of ['osterreich', 'BANK', bank.key, bank.key.slice(-5).toLowerCase()])
      expect([text, await find(text)]).toEqual([text, [bank.id]])
    for (const text of ['100%', 'e_l', key, key.toLowerCase(), key.slice(-11), key.split('-').join(' ')])
      expect([text, await find(text)]).toEqual([text, [other.id]])
    for (const text of ['%', '_', 'nobody', key.slice(-2)])
      expect([text, (await find(text)).length]).toEqual([text, text === '%' || text === '_' ? 1 : 0])
    const owners = await vendor.store.licenses.list({ owner: 'bank', limit: 10, offset: 0 })
    expect(owners.map(({ id }) => id)).toEqual([bank.id])
  })

  it('says below a list that is cut how many there are, and how to see the rest (issue 12.9)', async () => {
    const office = await openBackOffice(Date.now())
    for (const owner of ['A', 'B', 'Other']) await office.sell({ owner, machines: 3 })
    const list = async (...argv: string[]) => (await runHere(office.dataDir, argv)).out
    const below = async (...argv: string[]) => (await list(...argv)).trimEnd().split('\n').at(-1)
    const all = ['license', 'list']
    expect(await list(...all)).not.toContain('shown')
    expect(await below(...all, '--limit', '2')).toBe(
      '2 of 3 shown. The next: “--offset 2”; more at once: “--limit”.',
    )
    expect(await below(...all, '--offset', '2')).toBe('1 of 3 shown. From the first: leave out “--offset”.')
    expect(await below(...all, '--owner', 'oth', '--offset', '1')).toMatch(/^0 of 1 shown/)
    expect(await below(...all, '--find', 'oth', '--offset', '1')).toMatch(/^0 of 1 shown/)
    expect(JSON.parse(await list(...all, '--limit', '1', '--json'))).toMatchObject({
      licenses: [{}],
      total: 3,
    })
    const { id } = await office.sell({ machines: 3 })
    for (const machine of [1, 2, 3]) await list('answer', '--license', id, '--unique-key', uniqueKey(machine))
    const machines = ['machine', 'list', id]
    expect(await below(...machines, '--limit', '2')).toMatch(/^2 of 3 shown\. The next: “--offset 2”/)
    const rest = await list(...machines, '--offset', '2', '--json')
    expect(JSON.parse(rest)).toMatchObject({
      machines: [{ fingerprint: uniqueKey(1) }],
      total: 3,
      keptTotal: 0,
    })
  })

  it('says where there is none, and where none was found, what to do instead of a head without a line', async () => {
    const office = await openBackOffice(Date.now())
    const said = async (...argv: string[]) => (await runHere(office.dataDir, argv)).out
    expect(await said('license', 'list')).toBe('There is no license yet: “license create” sells one.\n')
    const { id } = await office.sell()
    for (const search of ['--find', '--owner'])
      expect(await said('license', 'list', search, 'zzz')).toBe(
        'No license was found. “--find” takes part of an owner, a Unique Key, or the end of a code.\n',
      )
    expect(await said('machine', 'list', id)).toBe('No machine has a seat of this license.\n')
    expect(JSON.parse(await said('license', 'list', '--find', 'zzz', '--json'))).toEqual({
      licenses: [],
      total: 0,
    })
  })

  it('takes one of the two at a time', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    await runHere(dataDir, ['init'])
    const both = await runHere(dataDir, ['license', 'list', '--find', 'a', '--owner', 'b'])
    expect([both.exit, both.error]).toEqual([2, expect.stringContaining('--find')])
  })
})

describe('renew and update (issue 13.17)', { timeout: 60_000 }, () => {
  it('name the offline machines that need a new answer, and neither an online one nor one without a change', async () => {
    const server = await serveBackOffice({ clock: Date.now })
    const { id, key: code } = await server.sell({
      machines: 3,
      expiry: Date.parse('2098-02-28T23:59:59.999Z'),
    })
    const online = uniqueKey(1)
    const ask = (target: string, body: object) =>
      fetch(`${server.url}${target}`, {
        method: 'POST',
        headers: { authorization: `License ${code}` },
        body: JSON.stringify(body),
      })
    await ask('/machines', activation(id, online))
    await ask(`/machines/${online}/actions/check-out`, {})
    const { dataDir } = server
    for (const machine of [2, 3])
      await runHere(dataDir, [
        'answer',
        '--license',
        id,
        '--unique-key',
        uniqueKey(machine),
        '--format',
        'both',
      ])
    const renew = ['license', 'renew', id, '--expires', '2099-02-28']
    const renewed = JSON.parse((await runHere(dataDir, [...renew, '--json'])).out) as {
      needNewAnswer: string[]
    }
    expect(renewed.needNewAnswer.toSorted()).toEqual([uniqueKey(2), uniqueKey(3)].toSorted())
    expect((await runHere(dataDir, renew)).out).toBe('nothing to change\n')
    const updated = await runHere(dataDir, ['license', 'update', id, '--product', 'storage:5'])
    expect(updated.out).toContain('These 2 offline machines need a new answer')
    for (const machine of [2, 3]) expect(updated.out).toContain(uniqueKey(machine))
    expect(updated.out).not.toContain(online)
    expect((await runHere(dataDir, ['license', 'suspend', id])).out).toBe('Suspended: no → yes\n')
  })

  it('say of a license that lets nothing run that it stays so, and ask for no answer that would be refused', async () => {
    const office = await openBackOffice(Date.now())
    const { id } = await office.sell({ machines: 3, expiry: Date.parse('2098-02-28T00:00:00Z') })
    const said = async (...argv: string[]) => (await runHere(office.dataDir, ['license', ...argv])).out
    await runHere(office.dataDir, ['answer', '--license', id, '--unique-key', uniqueKey(2)])
    await said('suspend', id)
    const suspended = await said('renew', id, '--expires', '2100-02-28')
    expect(suspended).toContain(
      '\n\nThe license stays suspended: “license reinstate” lets its machines run again.\n',
    )
    expect(suspended).toContain(uniqueKey(2))
    expect(await said('revoke', id)).toBe('Revoked: no → yes\n')
    for (const change of [
      ['renew', id, '--expires', '2101-02-28'],
      ['update', id, '--notes', 'x'],
    ])
      expect(await said(...change)).toMatch(
        /\n\nThe license stays revoked: no machine may run with it\. Sell a new one\.\n$/,
      )
    expect(await said('renew', id, '--expires', '2101-02-28')).toMatch(
      /^nothing to change\n\nThe license stays revoked/,
    )
  })
})

describe('answer --mail (issue 13.17)', { timeout: 60_000 }, () => {
  it('is a mail with a subject in any letters, and the key in it is read from the whole', async () => {
    const office = await openBackOffice(Date.now())
    const { id } = await office.sell({ owner: 'Österreich AG' })
    const { out, exit } = await runHere(office.dataDir, [
      'answer',
      '--license',
      id,
      '--unique-key',
      uniqueKey(),
      '--mail',
    ])
    expect(exit).toBe(0)
    const [head = '', ...body] = out.split('\n\n')
    const subject = /^Subject: =\?UTF-8\?B\?(\S+)\?=$/m.exec(head)?.[1] ?? ''
    expect(Buffer.from(subject, 'base64').toString()).toBe('Local License Key for Österreich AG')
    expect(head).toMatch(/^Content-Type: text\/plain; charset=UTF-8$/m)
    expect(body.join('\n\n')).toMatch(/^Unique Key: VIRTUALMETRIC-/)
    expect(readArmor(undoDamage(out))).toMatchObject({ ok: true })
  })
})
