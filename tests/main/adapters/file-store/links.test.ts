// What a member of the data folder's group may plant leads nobody outside: neither links, nor pipes, nor swaps (issue 10.5).
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { activityFile } from '#main/adapters/activity/activity-file.ts'
import { settingsFile } from '#main/adapters/settings-file.ts'
import { systemMachineId } from '#main/adapters/system-machine-id.ts'
import { strideOf } from '#tests/support/rounds.ts'
import { onLinux, onPosix } from '#tests/support/runs-where.ts'
import { answer, filesIn, openStore, sample, type OpenStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } = fs
const cleanup = new Cleanup()
let open: OpenStore
/** A folder of somebody else, with what a store would find useful in it. */
let outside: string
const SECRET = 'what only root may read'
const id = sample().id

beforeEach(async () => {
  open = openStore(cleanup, 200)
  outside = cleanup.folder()
  mkdirSync(path.join(outside, 'folder', 'answers'), { recursive: true })
  for (const name of ['machine.lic', 'code', 'activation.json', 'answers/validation.json', `${id}.json`])
    writeFileSync(path.join(outside, 'folder', name), SECRET)
  writeFileSync(path.join(outside, 'file'), SECRET)
  await everyChange()
})
afterEach(() => cleanup.run())

const at = (place: string) => path.join(open.dataDir, place)

/** Every way in which the app writes in the data folder; each may be refused. */
async function everyChange(): Promise<void> {
  const { store, dataDir } = open
  await store.write((writer) => writer.putLicense(sample({ validation: answer('first') })))
  await store.write((writer) => writer.putLicense(sample({ file: 'a typed key', code: 'another' })))
  await store.write((writer) => writer.putLicense(sample()))
  await store.write((writer) => writer.putLicense(sample({ mode: 'offline' })))
  await store.write((writer) => writer.putValidation(id, answer('second')))
  await store.write((writer) => {
    writer.putLicense(sample({ id: 'goes' }))
    writer.putUsage({ product: 'storage', usage: 1, reportedAt: 1, daysOverLimit: { days: [], since: null } })
    writer.addUsagePoint('storage', { at: Math.random(), usage: Math.random(), limit: null })
    writer.putReturn({ licenseId: id, owner: '', code: '', fingerprint: '', since: 1 })
    writer.putReturned({ licenseId: 'x', issued: 1, returned: 1, returnCode: '' })
    writer.setMark(Math.random())
  })
  await store.write((writer) => writer.removeLicense('goes'))
  await store.write((writer) => writer.removeReturn(id))
  await store.probe()
  await settingsFile(dataDir, 200).change((settings) => settings)
  await activityFile(dataDir, 'cli', 100).append({ at: 1, action: 'refresh', result: 'ok', subject: null })
  await systemMachineId({ dataDir, fileAllowed: true }).write('0123456789abcdef0123456789abcdef')
}

const noIds = { derived: () => Promise.resolve(null), directly: () => null, differing: () => null }

/** Every way in which the app reads there, as text. */
async function everyAnswer(): Promise<string> {
  const { store, dataDir } = open
  const answers = [
    store.read(),
    store.usageHistory('storage'),
    settingsFile(dataDir).read(),
    activityFile(dataDir, 'cli').list({ limit: 100 }),
    await systemMachineId({ dataDir, fileAllowed: true, system: noIds }).read(),
  ]
  return JSON.stringify(answers)
}

const FILES = [
  'lock.db',
  'lock.db-journal',
  'revision',
  'usage.json',
  'clock.json',
  'returned.json',
  'settings.json',
  'machine-id',
  'activity.jsonl',
  'activity.1.jsonl',
  'usage-history/storage.json',
  `returns/${id}.json`,
  `licenses/${id}/code`,
  `licenses/${id}/machine.lic`,
  `licenses/${id}/activation.json`,
  `licenses/${id}/answers/validation.json`,
]
const FOLDERS = [
  'licenses',
  'staging',
  'quarantine',
  'returns',
  'usage-history',
  `licenses/${id}`,
  `licenses/${id}/answers`,
]

function plant(place: string, make: (file: string) => void): void {
  rmSync(at(place), { recursive: true, force: true })
  mkdirSync(path.dirname(at(place)), { recursive: true })
  make(at(place))
}

const LINKS = [
  ...FILES.flatMap((place) => [[place, 'file'] as const, [place, 'nowhere'] as const]),
  ...FOLDERS.map((place) => [place, 'folder'] as const),
]

test.each(LINKS)(
  '%s as a link to another %s: nothing is read, written, made or deleted there',
  async (place, target) => {
    const before = filesIn(outside)
    plant(place, (file) => symlinkSync(path.join(outside, target), file))
    expect(await everyAnswer()).not.toContain(SECRET)
    await everyChange()
    expect(await everyAnswer()).not.toContain(SECRET)
    expect(filesIn(outside)).toEqual(before)
    expect(existsSync(path.join(outside, 'nowhere'))).toBe(false)
  },
)

test.each(FILES)(
  '%s as a pipe makes nobody wait',
  onPosix('Windows has no pipes in a folder'),
  async (place) => {
    plant(place, (file) => expect(spawnSync('mkfifo', [file]).status).toBe(0))
    await everyAnswer()
    await everyChange()
  },
)

test(
  'a log or a lock by a second name is somebody else’s file',
  onPosix('Windows has no second names of this kind'),
  async () => {
    for (const place of ['lock.db', 'activity.jsonl'])
      plant(place, (file) => fs.linkSync(path.join(outside, 'file'), file))
    await everyChange()
    expect(filesIn(outside)['file']).toBe(SECRET)
  },
)

describe(
  'a folder that is swapped for a link in the middle of it all',
  onLinux('only Linux has what it is swapped with'),
  () => {
    const CALLS = [
      'openSync',
      'lstatSync',
      'mkdirSync',
      'renameSync',
      'readdirSync',
      'unlinkSync',
      'rmdirSync',
      'linkSync',
    ] as const

    /** Runs `work` with a swap before the call of that number; whether there was one. */
    async function swappedBefore(
      number: number,
      place: string,
      work: () => Promise<unknown>,
    ): Promise<boolean> {
      const real = Object.fromEntries(CALLS.map((name) => [name, fs[name]]))
      const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>
      let left = number
      const maySwap = () => {
        if (left-- !== 0 || !existsSync(at(place))) return
        ;(real['renameSync'] as typeof fs.renameSync)(at(place), path.join(cleanup.folder(), 'away'))
        symlinkSync(path.join(outside, 'folder'), at(place))
      }
      for (const name of CALLS)
        calls[name] = (...args) => {
          maySwap()
          return (real[name] as (...args: unknown[]) => unknown)(...args)
        }
      syncBuiltinESMExports()
      try {
        await work()
      } finally {
        Object.assign(fs, real)
        syncBuiltinESMExports()
      }
      return left < 0
    }

    test.each(['licenses', 'staging', 'quarantine', `licenses/${id}`])(
      '(%s) leads nowhere, at whichever call',
      { timeout: 300_000 },
      async (place) => {
        const before = filesIn(outside)
        const change = async () => {
          const { store } = open
          await store.write((writer) => writer.putLicense(sample({ code: String(Math.random()) })))
          await store.write((writer) => writer.putValidation(id, answer('third')))
          await store.write((writer) => writer.removeLicense(id))
        }
        // As it was, by a copy: to write it anew takes as long as what is looked at.
        const [emptied, whole] = [() => rmSync(open.dataDir, { recursive: true }), cleanup.folder()]
        emptied()
        await open.put()
        await open.put({ code: 'another' })
        fs.cpSync(open.dataDir, whole, { recursive: true })
        let number = 0
        for (; await swappedBefore(number, place, change); number += strideOf(7)) {
          expect(filesIn(outside), `before call ${number}`).toEqual(before)
          emptied()
          fs.cpSync(whole, open.dataDir, { recursive: true })
        }
        expect(number).toBeGreaterThan(50)
        expect(readdirSync(outside)).toHaveLength(2)
      },
    )
  },
)
