import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { settingsFile } from '#main/adapters/settings-file.ts'
import { settingsInForce } from '#main/core/settings/in-force.ts'
import { examineMachine } from '#main/core/doctor/examine-machine.ts'
import { isOftenShared } from '#main/core/doctor/shared-ids.ts'
import type { Dependencies } from '#main/core/dependencies.ts'
import type { ManagedSettings } from '#main/core/ports/settings.ts'
import type { MachineFacts } from '#main/core/ports/machine-facts.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { noteText } from '#shared/messages/note-text.ts'
import { contradictions } from '#tests/support/contradictions.ts'
import { CASES } from '#tests/support/damage-table.ts'
import { damagedStores, type DamagedStores } from '#tests/support/damaged-store.ts'
import { install, NOTHING_LAID_DOWN } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** The lines of a machine whose surroundings are made up; `step state note-or-code` where it is not plainly ok. */
async function remarks(
  facts: Partial<MachineFacts> = {},
  identity: { id?: string; source?: 'system' | 'file'; differs?: string } = {},
  prepare: (dataDir: string) => void = () => undefined,
  vendor = loadProfile({ machineIdFile: true }),
  managed: ManagedSettings = NOTHING_LAID_DOWN,
) {
  const dataDir = path.join(cleanup.folder(), 'data')
  prepare(dataDir)
  const machine = {
    id: '7c9ff2a3ef6c4d11a3b8b6b1f9a2d3e4',
    source: 'system' as const,
    from: '/etc/machine-id',
    differs: null,
    emptied: null,
  }
  const dependencies: Pick<
    Dependencies,
    | 'app'
    | 'vendor'
    | 'primitives'
    | 'clock'
    | 'machineId'
    | 'store'
    | 'machineFacts'
    | 'installation'
    | 'settings'
  > = {
    app: { name: 'x', version: '1', host: 'cli', dataDir },
    vendor,
    primitives: nodePrimitives,
    clock: { now: Date.now },
    machineId: {
      read: () => Promise.resolve(ok({ ...machine, ...identity })),
      write: () => Promise.resolve(ok(null)),
    },
    store: fileStore(dataDir),
    settings: settingsInForce(settingsFile(dataDir), managed),
    installation: { verify: () => ok(37) },
    machineFacts: {
      system: 'linux',
      container: () => null,
      freeBytes: () => 1e12,
      hostName: () => 'srv-01',
      storeExists: () => true,
      storeWritable: () => Promise.resolve(ok(null)),
      ...facts,
    },
  }
  const { lines } = await examineMachine(dependencies)
  return lines
    .filter((line) => line.state !== 'ok' || (line.note !== null && line.note !== 'no_container'))
    .map(({ step, state, note, problem }) => `${step} ${state} ${note ?? problem?.code ?? ''}`)
}

describe('of this machine, the doctor says', () => {
  test('nothing where all is well', async () => expect(await remarks()).toEqual([]))

  test('that settings cannot be read, whatever lies there', async () => {
    const folder = (dataDir: string) => mkdirSync(path.join(dataDir, 'settings.json'), { recursive: true })
    expect(await remarks({}, {}, folder)).toEqual(['settings failed settings_not_readable'])
  })

  test('that what is laid down cannot be used, and where it is when it can (issue 16)', async () => {
    const path = '/etc/activation-desk/managed-settings.json'
    const problem = failure('managed_settings_not_usable', { path, reason: 'unreadable', setting: '' })
    const broken = { path, read: () => err(problem) }
    expect(await remarks({}, {}, undefined, undefined, broken)).toEqual([
      'settings failed managed_settings_not_usable',
    ])
    const whole = { path, read: () => ok({ offlineOnly: true }) }
    expect(await remarks({}, {}, undefined, undefined, whole)).toEqual([])
  })

  test('that a container may have its image’s id, unless it has one of its own', async () => {
    const container = () => '/.dockerenv'
    expect(await remarks({ container })).toEqual(['container warning container_id_shared'])
    // What cannot be set there is not advised.
    const fixed = loadProfile({ machineIdFile: false })
    expect(await remarks({ container }, {}, undefined, fixed)).toEqual([
      'container warning container_id_shared_fixed',
    ])
    expect(en.doctor.notes.container_id_shared_fixed).not.toContain('machine-id set')
    expect(await remarks({ container }, { source: 'file' })).toEqual(['container ok container_own_id'])
  })

  test('that many machines have the id that their maker left', async () =>
    expect(await remarks({}, { id: '03000200040005000006000700080009' })).toEqual([
      'machine_id warning id_often_shared',
    ]))

  test('the same of an id that an administrator set: the file of the system is not to blame (issue 12.6)', async () => {
    const identity = { id: '03000200040005000006000700080009', source: 'file' } as const
    expect(await remarks({}, identity)).toEqual(['machine_id warning id_file_often_shared'])
    expect(noteText('id_file_often_shared', 'linux', en.doctor)).not.toContain('/etc/machine-id')
  })

  test('that two sources name different machines (issue 10.6)', async () =>
    expect(await remarks({}, { differs: '/etc/machine-id' })).toEqual([
      'machine_id warning id_sources_differ',
    ]))

  test('that the folder is not made yet, so that its lock was not tried', async () =>
    expect(await remarks({ storeExists: () => false })).toEqual([
      'store ok store_not_made_yet',
      'lock skipped store_not_made_yet',
    ]))

  test('that little room is left, or none', async () => {
    expect(await remarks({ freeBytes: () => 5e6 })).toEqual(['disk warning disk_low'])
    const full = () => Promise.resolve(err(failure('disk_full', { path: '/x', out: 'files' })))
    expect(await remarks({ storeWritable: full })).toEqual([
      'disk failed disk_full',
      'rights skipped not_reached',
      'lock skipped not_reached',
    ])
  })

  test('that another program holds the lock', async () => {
    const busy = () => Promise.resolve(err(failure('store_busy', { path: '/x' })))
    expect(await remarks({ storeWritable: busy })).toEqual(['lock failed store_busy'])
  })

  test('no more of writing than what is known, where a fault of the disk stops it', async () => {
    const fault = () =>
      Promise.resolve(err(failure('store_not_usable', { path: '/x', reason: 'disk_fault' })))
    expect(await remarks({ storeWritable: fault })).toEqual([
      'disk failed store_not_usable',
      'rights skipped not_reached',
      'lock skipped not_reached',
    ])
  })

  test('nothing of writing where the folder cannot be reached: that one line is red', async () => {
    const nowhere = (dataDir: string) => symlinkSync('/nowhere/at/all', dataDir)
    expect(await remarks({}, {}, nowhere)).toEqual([
      'store failed store_unreachable',
      'licenses skipped not_reached',
      'offline_keys skipped not_reached',
      'settings skipped not_reached',
      'disk skipped not_reached',
      'rights skipped not_reached',
      'lock skipped not_reached',
      'quarantine skipped not_reached',
    ])
  })

  test('that something in the folder is damaged, and not that it was set aside', async () => {
    const damagedClock = (dataDir: string) => {
      mkdirSync(dataDir)
      writeFileSync(path.join(dataDir, 'clock.json'), '{')
    }
    expect(await remarks({}, {}, damagedClock)).toEqual(['store warning something_damaged'])
  })

  test('that a stopped writer left something, once no writer can be at it any more (issue 12)', async () => {
    const leftOver = (dataDir: string) => {
      mkdirSync(path.join(dataDir, 'staging', 'one.0123456789ab.removed'), { recursive: true })
      writeFileSync(path.join(dataDir, 'staging', 'clock.json.0123456789ab.tmp'), '')
    }
    expect(await remarks({}, {}, leftOver)).toEqual([])
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 120_000 })
    try {
      expect(await remarks({}, {}, leftOver)).toEqual(['store warning left_over'])
    } finally {
      vi.useRealTimers()
    }
  })

  test('that it may not write here', async () => {
    const denied = () => Promise.resolve(err(failure('store_not_writable', { path: '/x' })))
    expect(await remarks({ storeWritable: denied })).toEqual([
      'rights failed store_not_writable',
      'lock skipped not_reached',
    ])
  })
})

test('what was set aside is counted, and a folder that is not there is not made', async () => {
  const desk = install(cleanup, loadProfile({ machineIdFile: true }))
  mkdirSync(path.join(desk.dataDir, 'quarantine'))
  writeFileSync(path.join(desk.dataDir, 'quarantine', 'a.incomplete.1'), '')
  const lineOf = async (step: string) =>
    must(await desk.router.call('machine.examine', {})).lines.find((line) => line.step === step)
  expect(await lineOf('quarantine')).toMatchObject({ state: 'warning', detail: '1' })
  expect(must(await desk.router.call('machine.examine', {})).problems).toEqual([
    { where: 'quarantine/a.incomplete.1', reason: 'incomplete' },
  ])
  rmSync(desk.dataDir, { recursive: true })
  expect(await lineOf('store')).toMatchObject({ state: 'ok', note: 'store_not_made_yet' })
  expect(await lineOf('rights')).toMatchObject({ state: 'ok' })
  expect(() => rmSync(desk.dataDir)).toThrow('ENOENT')
})

/** Of the whole table, `npm run test:long`; a limit of this process is met at every place, and names it. */
describe('no line contradicts a red one (issue 12.6), whatever is damaged:', () => {
  const someOfThem = CASES.filter(({ code }, at) => at % 11 === 0 || code === 'EMFILE')
  const all = new Cleanup()
  let stores: DamagedStores
  beforeAll(async () => void (stores = await damagedStores(all)))
  afterAll(() => all.run())

  test.each(someOfThem)('$place: $kind', async (one) => {
    expect(await contradictions(one, stores, cleanup)).toEqual([])
  })
})

test('a random id is not taken for one that many have', () => {
  expect(isOftenShared('12341234123412341234123412341234')).toBe(true)
  expect(isOftenShared('7c9ff2a3ef6c4d11a3b8b6b1f9a2d3e4')).toBe(false)
})
