// One suite over every transport of the contract, a file for each: the same question gets the same answer, whoever carries it.
import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmdirSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerTyped } from '#server/back-office/answer-typed.ts'
import type { AnyResult } from '#main/core/router.ts'
import { MACHINE_STEPS } from '#shared/contract/doctor.ts'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import { EVENT_NAMES, type RefreshProgress, type EventName } from '#shared/contract/events.ts'
import { contract, methods, type Method, type Output } from '#shared/contract/contract.ts'
import { requireBuild } from '#tests/support/cli.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must, openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'
import type { OpenTransport, Transport } from '../transports.ts'

/** `name`: of the host. */
export function holdsTheContract(name: 'electron' | 'web' | 'cli', open: OpenTransport): void {
  const cleanup = new Cleanup()
  let vendor: VendorSide
  let transport: Transport
  const seen = new Set<Method>()

  beforeAll(async () => {
    requireBuild()
    vendor = await openVendorSide(cleanup)
    transport = await open(cleanup, await vendor.profile())
  })
  afterAll(() => cleanup.run())

  /** The output, checked against its schema. */
  async function call<M extends Method>(
    method: M,
    input: Parameters<typeof transport.call<M>>[1],
  ): Promise<Output<M>> {
    const value = must(await transport.call(method, input))
    seen.add(method)
    const { output } = contract[method]
    const parsed = output.safeParse(value)
    expect(parsed.error, `${method} answers as declared`).toBeUndefined()
    return parsed.data as Output<M>
  }
  const failureOf = (result: AnyResult) => (result.ok ? 'ok' : result.error.code)

  test('says what the installation is', async () => {
    const info = await call('app.info', {})
    expect(info).toMatchObject({ vendor: { name: 'VirtualMetric' }, server: vendor.url, demo: false })
    expect(info.host).toBe({ electron: 'desktop', web: 'cli', cli: 'cli' }[name])
  })

  test('activates online, again without a second machine, and lists seven products', async () => {
    const license = await vendor.sell()
    const first = await call('licenses.activateOnline', { code: license.key })
    expect(first).toMatchObject({ renewed: false, license: { owner: 'Contoso B.V.', mode: 'online' } })
    const again = await call('licenses.activateOnline', { code: ` ${license.key.toLowerCase()} ` })
    expect(again.renewed).toBe(true)
    const list = await call('licenses.list', {})
    const listed = list.licenses.find((one) => one.id === license.id)
    expect(listed?.products.map((product) => [product.name, product.limit, product.usage])).toEqual([
      ['Virtualization', 16, null],
      ['Server / VM', 800, null],
      ['Network Devices', 250, null],
      ['Storage', null, null],
      ['Log Analytics', 50, null],
      ['Change Tracking', null, null],
      ['Inventory', null, null],
    ])
  })

  test('activates offline with a key for its own Unique Key', async () => {
    const { uniqueKey } = await call('machine.uniqueKey', {})
    const license = await vendor.sell({ owner: 'Fabrikam' })
    const offlineKey = await vendor.answer(license, uniqueKey)
    const done = await call('licenses.activateOffline', { code: license.key, offlineKey })
    expect(done.license).toMatchObject({ id: license.id, mode: 'offline', status: 'active' })
  })

  test('activates offline with a typed key', async () => {
    const { uniqueKey } = await call('machine.uniqueKey', {})
    const license = await vendor.sell({ owner: 'Northwind' })
    const { rows } = must(await answerTyped(vendor.vendor, license, { uniqueKey })).typedKey
    const offlineKey = numberedRows(rows)
    const done = await call('licenses.activateOffline', { code: license.key, offlineKey })
    expect(done.license).toMatchObject({ owner: 'Northwind', mode: 'offline', status: 'active' })
    const changed = offlineKey.replace(/(?<= 3:.*)[0-9A-Z](?=\n)/, (letter) => (letter === '0' ? '1' : '0'))
    const wrong = await transport.call('licenses.activateOffline', { code: license.key, offlineKey: changed })
    expect(wrong).toMatchObject({ error: { code: 'typed_key_row_wrong', params: { row: 3 } } })
  })

  test('inspects a text before anything is applied, with a code or without', async () => {
    const { uniqueKey } = await call('machine.uniqueKey', {})
    const license = await vendor.sell({ owner: 'Looked at' })
    const text = await vendor.answer(license, uniqueKey)
    const before = await call('licenses.list', {})
    expect(await call('licenses.inspect', { text, code: license.key })).toMatchObject({
      kind: 'machine_file',
      verdict: 'holds',
      machine: { is: 'this', certain: true },
      license: { id: license.id, owner: 'Looked at' },
      comparison: 'new',
    })
    expect(await call('licenses.inspect', { text })).toMatchObject({
      finding: { code: 'license_code_needed' },
    })
    expect((await call('licenses.list', {})).licenses).toEqual(before.licenses)
  })

  test('fails with the declared code, and loses nothing', async () => {
    const before = await call('licenses.list', {})
    const wrong = await transport.call('licenses.activateOnline', { code: UNSOLD_CODE })
    expect(failureOf(wrong)).toBe('license_not_found')
    const garbage = await transport.call('licenses.activateOffline', {
      code: UNSOLD_CODE,
      offlineKey: 'garbage',
    })
    expect(failureOf(garbage)).toBe('key_not_recognized')
    expect((await call('licenses.list', {})).licenses).toEqual(before.licenses)
  })

  test('takes a usage, shows it, and flags what is above the limit', async () => {
    const line = await call('usage.set', { product: 'virtualization', usage: 99 })
    expect(line).toMatchObject({ product: 'virtualization', usage: 99 })
    const { points } = await call('usage.history', { product: 'virtualization' })
    expect(points).toEqual([expect.objectContaining({ usage: 99 })])
    const { usage } = await call('usage.show', {})
    expect(usage.find((one) => one.product === 'virtualization')?.usage).toBe(99)
    const { products } = await call('usage.months', {})
    const months = products.find((one) => one.product === 'virtualization')?.months
    expect(months).toEqual([expect.objectContaining({ peak: 99, overage: 51, daysOver: 1 })])
    const csv = await call('usage.export', { format: 'csv' })
    expect(csv.content).toContain('"virtualization","Virtualization"')
    expect(failureOf(await transport.call('usage.set', { product: 'nonsense', usage: 1 }))).toBe(
      'product_not_licensed',
    )
  })

  test('answers the gate', async () => {
    const yes = await call('licenses.check', { product: 'inventory' })
    expect(yes).toMatchObject({ mayRun: true, status: 'active' })
    const no = await call('licenses.check', { product: 'nonsense' })
    expect(no).toMatchObject({ mayRun: false, status: 'not_licensed' })
  })

  test('checks with the server and says what changed', async () => {
    const { checked } = await call('licenses.refresh', {})
    expect(checked).toEqual([expect.objectContaining({ owner: 'Contoso B.V.', problem: null })])
  })

  test('deactivates online and offline, and lists what happened', async () => {
    const online = await vendor.sell({ owner: 'Leaving online' })
    must(await transport.call('licenses.activateOnline', { code: online.key }))
    const gone = await call('licenses.deactivate', { id: online.id })
    expect(gone).toMatchObject({ owner: 'Leaving online', mode: 'online', seat: 'freed', returnCode: null })
    expect(await vendor.vendor.store.machines.countOf(online.id)).toBe(0)

    const { uniqueKey } = await call('machine.uniqueKey', {})
    const offline = await vendor.sell({ owner: 'Leaving offline' })
    const offlineKey = await vendor.answer(offline, uniqueKey)
    must(await transport.call('licenses.activateOffline', { code: offline.key, offlineKey }))
    const declared = await call('licenses.deactivate', { id: offline.id, whenServerIsAway: 'mark' })
    expect(declared).toMatchObject({ mode: 'offline', seat: 'declared' })
    expect(declared.returnCode).toMatch(/^RETURN(-[0-9A-Z]{5}){6}$/)
    expect(declared.list.licenses.map(({ owner }) => owner)).not.toContain('Leaving offline')

    const { entries, next } = await call('activity.list', { limit: 1, action: 'deactivate' })
    expect(entries).toMatchObject([{ subject: offline.id, result: 'ok', returnCode: declared.returnCode }])
    const older = await call('activity.list', { before: next ?? '', action: 'deactivate', result: 'ok' })
    expect(older.entries).toMatchObject([{ subject: online.id, returnCode: null }])
    expect(failureOf(await transport.call('licenses.deactivate', { id: online.id }))).toBe('license_not_here')
  })

  test('exports the table in every format', async () => {
    const csv = await call('export.create', { format: 'csv' })
    expect(csv.fileName).toMatch(/^licenses-\d{8}-\d{6}\.csv$/)
    expect(csv.content).toContain('"License Owner","Product Name","License Type"')
    const json = await call('export.create', { format: 'json' })
    expect(JSON.parse(json.content)).toMatchObject({
      format: 'activation-desk/licenses',
      vendor: 'VirtualMetric',
    })
    const html = await call('export.create', { format: 'html' })
    expect(html.content).toMatch(/^<!doctype html>/)
    const beginsWith = async (format: 'xlsx' | 'pdf') => {
      const file = await call('export.create', { format })
      return Buffer.from(file.content, file.encoding).subarray(0, 4).toString('latin1')
    }
    expect(await beginsWith('xlsx')).toBe('PK\x03\x04')
    expect(await beginsWith('pdf')).toBe('%PDF')
  })

  test('exports the activity log, and tells of that in it', async () => {
    const filter = { action: 'deactivate', result: 'ok', search: 'deactivated' }
    const csv = await call('activity.export', { format: 'csv', ...filter })
    expect(csv.fileName).toMatch(/^activity-\d{8}-\d{6}\.csv$/)
    expect(csv.content).toMatch(/^\uFEFF"Time","Action","What",/)
    const json = await call('activity.export', { format: 'json', ...filter })
    const { entries } = JSON.parse(json.content) as { entries: object[] }
    expect(entries).toHaveLength(csv.content.trimEnd().split('\n').length - 1)
    const { entries: told } = await call('activity.list', { action: 'export', limit: 2 })
    expect(told.map(({ subject, result }) => [subject, result])).toEqual([
      ['activity json', 'ok'],
      ['activity csv', 'ok'],
    ])
  })

  test('shows a License Code in full when it is asked for by the license’s id', async () => {
    const { licenses } = await call('licenses.list', {})
    const { id = '', codeMasked = '' } = licenses[0] ?? {}
    const { content } = await call('licenses.certificate', { id, format: 'html' })
    expect(content).toContain(id)
    expect(failureOf(await transport.call('licenses.certificate', { id: 'nonsense', format: 'html' }))).toBe(
      'license_not_here',
    )
    const { code } = await call('licenses.revealCode', { id })
    expect(content).not.toContain(code)
    expect(code.slice(-5)).toBe(codeMasked.slice(-5))
    expect(codeMasked).not.toContain(code.slice(0, 5))
    expect(failureOf(await transport.call('licenses.revealCode', { id: 'nonsense' }))).toBe(
      'license_not_here',
    )
  })

  test('examines the machine and the way to the server, each step', async () => {
    const { lines } = await call('machine.examine', {})
    expect(lines.filter((line) => line.state === 'failed')).toEqual([])
    expect(lines.map((line) => line.step)).toEqual([...MACHINE_STEPS])
    const report = await call('connection.test', {})
    expect(report).toMatchObject({ server: vendor.url, proxy: null })
    expect(report.lines.map((line) => [line.step, line.state])).toEqual([
      ['name', 'skipped'],
      ['tcp', 'ok'],
      ['proxy', 'skipped'],
      ['tls', 'skipped'],
      ['http', 'ok'],
      ['api', 'ok'],
      ['signature', 'ok'],
      ['clock', 'ok'],
    ])
  })

  test('makes a request for the representative that holds what was asked for, and no more', async () => {
    const { uniqueKey } = await call('machine.uniqueKey', {})
    const plain = await call('machine.request', {})
    expect(plain).toMatchObject({ uniqueKey, scannable: uniqueKey })
    expect(plain.text).toMatch(
      /^Activation request\n\nUnique Key: +VIRTUALMETRIC-\S+\nProduct: .+\nVersion: .+\n$/,
    )
    const { key } = await vendor.sell()
    const full = await call('machine.request', { code: key.toLowerCase(), withHostName: true })
    expect(full.scannable).toBe(`Unique Key: ${uniqueKey}\nLicense Code: ${key}`)
    expect(full.text).toContain(`License Code: ${key}\n`)
    expect(full.text).toContain(`Host name:    ${hostname()}\n`)
    const wrong = await transport.call('machine.request', {
      code: `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`,
    })
    expect(failureOf(wrong)).toBe('license_code_mistyped')
  })

  test('keeps a proxy, and never shows its password', async () => {
    const address = 'http://desk:secret@proxy.example:3128'
    const shown = { mode: 'manual', url: 'http://desk:***@proxy.example:3128', noProxy: '' }
    const set = await call('settings.set', { proxy: { mode: 'manual', url: address } })
    expect(set.proxy).toEqual(shown)
    const got = await call('settings.get', {})
    expect(got).toEqual(set)
    const wrong = await transport.call('settings.set', { proxy: { mode: 'manual', url: 'a:secret@b c' } })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'proxy_address_invalid' } })
    expect(JSON.stringify([got, wrong])).not.toContain('secret')
    await call('settings.set', { proxy: { mode: 'system' } })
  })

  test('backs up what is here, restores what it lacks, and repairs what is damaged (issue 12.2, 12.4)', async () => {
    const backup = await call('backup.create', {})
    expect(backup.licenses).toBeGreaterThan(0)
    const restored = await call('backup.restore', { content: backup.content })
    expect(restored.restored).toEqual([])
    expect(restored.left.length).toBe(backup.licenses)
    expect(failureOf(await transport.call('backup.restore', { content: '{}' }))).toBe('backup_not_readable')
    expect(await call('store.repair', {})).toEqual({ setAside: [], left: [] })
  })

  test('sets the machine id, and says which Unique Key that makes', async () => {
    const before = await call('machine.uniqueKey', {})
    const set = await call('machine.setId', { id: randomUUID() })
    expect(set).toMatchObject({ source: 'file', before: before.uniqueKey })
    expect(await call('machine.uniqueKey', {})).toMatchObject({ uniqueKey: set.uniqueKey })
    expect(failureOf(await transport.call('machine.setId', { id: 'server-01' }))).toBe('machine_id_invalid')
  })

  test('tells every event, and a list says which change it holds (issue 11)', async () => {
    // A command ends with its answer.
    if (transport.listen === null) return expect(name).toBe('cli')
    const told = await transport.listen()
    const heard = (event: EventName) => {
      const payloads = async () =>
        (await told()).filter((one) => one.event === event).map(({ payload }) => payload)
      return payloads
    }
    const changes = heard('licenses.changed') as () => Promise<{ revision: string }[]>
    const license = await vendor.sell({ owner: 'Told of' })
    const done = await call('licenses.activateOnline', { code: license.key })
    expect(done.list.licenses).toContainEqual(done.license)
    await expect.poll(async () => (await changes()).at(-1)?.revision).toBe(done.list.revision)
    const { list } = await call('licenses.refresh', {})
    await expect.poll(async () => (await changes()).at(-1)?.revision).toBe(list.revision)
    const gone = await call('licenses.deactivate', { id: license.id })
    await expect.poll(async () => (await changes()).at(-1)?.revision).toBe(gone.list.revision)
    expect((await call('licenses.list', {})).revision).toBe(gone.list.revision)

    const progress = (await heard('licenses.refreshing')()) as RefreshProgress[]
    expect(progress).toContainEqual(expect.objectContaining({ license: license.id }))
    expect(progress.at(-1)).toMatchObject({ done: progress.at(-1)?.total, license: null })
    const log = path.join((await call('app.info', {})).dataDir, 'activity.jsonl')
    renameSync(log, `${log}.away`)
    mkdirSync(log)
    await call('settings.set', { offlineOnly: false })
    const unwritten = { where: 'activity.jsonl', reason: 'not_a_file' }
    await expect.poll(heard('store.unwritten')).toEqual([unwritten])
    rmdirSync(log)
    renameSync(`${log}.away`, log)
    const names = new Set((await told()).map(({ event }) => event))
    // What the system opens is told in tests/e2e/opened.spec.ts.
    const here = EVENT_NAMES.filter((event) => event !== 'desktop.opened')
    expect([...names].toSorted()).toEqual(here.toSorted())
  })

  test('keeps a preference', async () => {
    expect(await call('preferences.get', {})).toMatchObject({ theme: 'system' })
    expect(await call('preferences.set', { theme: 'dark' })).toMatchObject({ theme: 'dark' })
    expect(await call('preferences.get', {})).toMatchObject({ theme: 'dark' })
  })

  test('has the clipboard and the save dialog on the desktop alone', async () => {
    if (!transport.desktop) {
      for (const method of ['desktop.copyText', 'desktop.saveFile'] as const) {
        const input = method === 'desktop.copyText' ? { text: 'x' } : { fileName: 'x', content: 'x' }
        const refused = await transport.call(method, input)
        // On the command line it is a command that there is not.
        expect(failureOf(refused)).toBe(name === 'cli' ? 'invalid_input' : 'unknown_method')
      }
      return
    }
    await call('desktop.copyText', { text: 'VIRTUALMETRIC-KEY' })
    expect(await call('desktop.opened', {})).toEqual({ opened: null })
    expect(await call('desktop.saveFile', { fileName: 'licenses.csv', content: 'x' })).toEqual({ path: null })
  })

  test('carries every method that it should', () => {
    const missing = methods.filter((method) => !seen.has(method))
    process.stdout.write(
      `${transport.name}: ${methods.length - missing.length} of ${methods.length} methods\n`,
    )
    expect(missing.filter((method) => transport.desktop || !contract[method].desktopOnly)).toEqual([])
  })
}
