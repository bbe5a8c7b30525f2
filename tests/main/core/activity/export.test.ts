// The activity log as a file: everything that fits, in words, on a log as long as it gets.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import type { Input } from '#shared/contract/contract.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must } from '#tests/support/vendor-side.ts'

const CODE = 'CODE OF THE TEST'
const vendor = paperVendor()
const cleanup = new Cleanup()
let desk: Installation
beforeEach(() => {
  desk = install(cleanup, vendor.profile, { clock: () => Date.UTC(2027, 5, 1, 12) })
})
afterEach(() => cleanup.run())

const entry = (minute: number, over: Partial<ActivityEntry> = {}): ActivityEntry => ({
  at: new Date(Date.UTC(2027, 0, 1, 0, minute)).toISOString(),
  actor: 'operator',
  host: 'web',
  action: 'refresh',
  result: 'ok',
  subject: null,
  changes: [],
  checked: [],
  problems: [],
  returnCode: null,
  ...over,
})
function writeLog(name: 'activity.jsonl' | 'activity.1.jsonl', entries: readonly object[]): void {
  const lines = entries.map((one) => `${JSON.stringify(one)}\n`)
  writeFileSync(path.join(desk.dataDir, name), lines.join(''))
}
const file = async (input: Input<'activity.export'>) => must(await desk.router.call('activity.export', input))
async function records(
  input: Omit<Input<'activity.export'>, 'format'> = {},
): Promise<Record<string, string>[]> {
  const { content } = await file({ format: 'csv', ...input })
  return parse(content, { bom: true, columns: true, record_delimiter: '\r\n' })
}

describe('the exported activity log', () => {
  test('has the code of each failure, and the words for it, as the page and the command line have them', async () => {
    writeLog('activity.jsonl', [
      entry(1, { action: 'activate_online', result: 'server_unreachable', host: 'cli' }),
      entry(2, { action: 'export', subject: 'csv' }),
      entry(3, { action: 'teleport', result: 'no_ether' }),
    ])
    const [unknown, exported, failed] = await records()
    expect(failed).toMatchObject({
      Time: '2027-01-01T00:01:00.000Z',
      Action: 'activate_online',
      What: 'Online activation failed',
      From: 'cli',
      Result: 'server_unreachable',
      'What Happened': 'The activation server cannot be reached.',
      Vendor: vendor.profile.name,
      'Unique Key': await desk.uniqueKey(),
      'Exported At': '2027-06-01T12:00:00.000Z',
    })
    expect(failed?.['What To Do']).toMatch(/^Check the network of this machine/)
    expect(exported).toMatchObject({ Action: 'export', Subject: 'csv', Result: 'ok', 'What Happened': '' })
    expect(unknown).toMatchObject({ Action: 'teleport', What: 'teleport', Result: 'no_ether' })
  })

  test('names licenses by their owner where they are here, and lets no spreadsheet run anything', async () => {
    const fingerprint = await desk.uniqueKey()
    const issued = Date.UTC(2027, 4, 1)
    const offlineKey = vendor.localKey({ id: 'license-1', code: CODE, fingerprint, issued })
    must(await desk.router.call('licenses.activateOffline', { code: CODE, offlineKey }))
    writeLog('activity.jsonl', [
      entry(1, {
        problems: [{ license: 'license-1', code: 'license_suspended' }],
        actor: '=cmd|"/C calc"!A0',
      }),
    ])
    const { content, fileName, mediaType } = await file({ format: 'csv' })
    expect([fileName, mediaType]).toEqual(['activity-20270601-120000.csv', 'text/csv;charset=utf-8'])
    expect(content).toContain(`"'=cmd|""/C calc""!A0"`)
    const [first] = await records({ action: 'refresh' })
    expect(first?.['Not Checked']).toBe('Contoso B.V.: This license is suspended.')
  })

  test('holds both files of a long log, and what filter and search let through', async () => {
    const old = Array.from({ length: 1500 }, (_, index) => entry(index, { actor: 'anna' }))
    const recent = Array.from({ length: 1500 }, (_, index) =>
      entry(1500 + index, index % 3 === 0 ? { result: 'server_unreachable' } : {}),
    )
    writeLog('activity.1.jsonl', old)
    writeLog('activity.jsonl', recent)
    const all = await records({ action: 'refresh' })
    expect(all.map((one) => one['Time'])).toEqual([...old, ...recent].toReversed().map(({ at }) => at))
    expect(await records({ action: 'refresh', result: 'failed' })).toHaveLength(500)
    expect(await records({ search: 'refreshed ANNA' })).toHaveLength(1500)
    expect(await records({ search: 'cannot be reached' })).toHaveLength(500)
    expect(await records({ search: 'no such thing' })).toEqual([])
  })

  test('as JSON has the entries as the log has them, none of them where none fits', async () => {
    const entries = Array.from({ length: 1100 }, (_, index) => entry(index))
    writeLog('activity.jsonl', entries)
    const json = await file({ format: 'json' })
    expect(JSON.parse(json.content)).toEqual({
      format: 'activation-desk/activity',
      version: 1,
      vendor: vendor.profile.name,
      uniqueKey: await desk.uniqueKey(),
      exportedAt: '2027-06-01T12:00:00.000Z',
      app: expect.stringContaining('Activation Desk') as string,
      entries: entries.toReversed(),
    })
    const none = await file({ format: 'json', action: 'deactivate' })
    expect(JSON.parse(none.content)).toMatchObject({ entries: [] })
  })

  test('is made where the machine has no id too: an auditor wants the log then most of all', async () => {
    desk = install(cleanup, vendor.profile, { machineId: 'not an id' })
    writeLog('activity.jsonl', [entry(1)])
    expect(await records()).toMatchObject([{ Action: 'refresh', 'Unique Key': '' }])
  })

  test('is a line of the log itself', async () => {
    await file({ format: 'csv', result: 'failed' })
    const { entries } = must(await desk.router.call('activity.list', {}))
    expect(entries).toMatchObject([{ action: 'export', subject: 'activity csv', result: 'ok' }])
    expect((await records({ search: 'activity log' })).map((one) => one['Subject'])).toEqual(['activity csv'])
  })
})
