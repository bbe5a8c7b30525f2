// What `doctor` says of the data folder: whether it can be read, what is in it, and whether it can be written. What stands
// in the way has one red line; a line that depends on it says nothing of its own.
import type { MachineLine, Note } from '#shared/contract/doctor.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Obstacle, StoreProblem, StoreWriteErrorCode } from '../ports/license-store.ts'
import { doubtAbout, usageDoubt } from '../standing/gate.ts'
import type { judgeStored } from '../standing/judge.ts'
import type { JudgeDependencies } from '../standing/judge.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import { failed, line } from './machine-line.ts'

export type StoreNeeds = JudgeDependencies & Pick<Dependencies, 'app' | 'machineFacts' | 'settings'>
export type JudgedStore = Awaited<ReturnType<typeof judgeStored>>

const LITTLE_ROOM = 100 * 1024 * 1024
const MOST_NAMED = 5

export async function storeLines(
  judged: JudgedStore,
  beside: readonly StoreProblem[],
  obstacles: readonly Obstacle[],
  dependencies: StoreNeeds,
): Promise<MachineLine[]> {
  const { store, machineFacts } = dependencies
  const read = store.read()
  const [obstacle] = obstacles
  const writable = await machineFacts.storeWritable()
  const inTheWay = obstacle?.failure ?? (writable.ok ? null : writable.error)
  const setAside = read.ok ? read.value.problems.filter(({ where }) => isSetAside(where)).length : null
  const writing = read.ok ? writingLines(inTheWay, dependencies) : NOT_REACHED
  return [
    read.ok
      ? storeLine([...read.value.problems, ...beside, ...obstacles], dependencies)
      : failed('store', read.error),
    licensesLine(judged),
    keysLine(read.ok ? read.value.returnedIncomplete : null),
    settingsLine(read.ok, dependencies),
    // Before what was not tried because of it.
    writing.disk,
    writing.rights,
    writing.lock,
    quarantineLine(setAside),
  ]
}

/** Where the machine id that licenses depend on is gone. */
export function lostIdOf(judged: JudgedStore): Failure<'machine_id_not_readable'> | null {
  const doubt = judged.ok ? doubtAbout(judged.value) : null
  return doubt?.code === 'machine_id_not_readable' ? doubt : null
}

export const isSetAside = (where: string): boolean => /^quarantine(\/|$)/.test(where)

function storeLine(problems: readonly StoreProblem[], { app, machineFacts }: StoreNeeds): MachineLine {
  const inPlace = new Set(problems.flatMap(({ where, reason }) => (isSetAside(where) ? [] : reason)))
  const damaged = [...inPlace].some((reason) => !isNoDamage(reason) && reason !== NOT_WRITABLE)
  if (damaged) return line('store', 'warning', app.dataDir, 'something_damaged')
  const note = NOTED.find((reason) => inPlace.has(reason))
  if (note) return line('store', 'warning', app.dataDir, note)
  return line('store', 'ok', app.dataDir, machineFacts.storeExists() ? null : 'store_not_made_yet')
}

/** Of things that are under way or were, and are whole. */
const NOTED = [
  'license_missing',
  'deactivation_begun',
  'left_over',
] as const satisfies readonly (StoreReason & Note)[]
const NO_DAMAGE: ReadonlySet<string> = new Set(NOTED)
export const isNoDamage = (reason: string): boolean => NO_DAMAGE.has(reason)
const NOT_WRITABLE = 'not_writable' satisfies StoreReason

type WritingLines = Readonly<Record<'rights' | 'lock' | 'disk', MachineLine>>

const NOT_REACHED: WritingLines = {
  rights: line('rights', 'skipped', '', 'not_reached'),
  lock: line('lock', 'skipped', '', 'not_reached'),
  disk: line('disk', 'skipped', '', 'not_reached'),
}

/** One attempt to write tells of all three. */
function writingLines(
  problem: Failure<StoreWriteErrorCode> | null,
  { machineFacts }: StoreNeeds,
): WritingLines {
  const disk = diskLine(machineFacts.freeBytes())
  const rights = line('rights', 'ok', '')
  const lock = machineFacts.storeExists()
    ? line('lock', 'ok', '')
    : line('lock', 'skipped', '', 'store_not_made_yet')
  switch (problem && lineOf(problem)) {
    case null:
      return { rights, lock, disk }
    case 'lock':
      return { rights, lock: failed('lock', problem as Failure), disk }
    case 'disk':
      return { ...NOT_REACHED, disk: failed('disk', problem as Failure) }
    default:
      return { ...NOT_REACHED, rights: failed('rights', problem as Failure), disk }
  }
}

const OF_THE_DISK: ReadonlySet<string> = new Set(['disk_fault', 'share_away'])

function lineOf(problem: Failure<StoreWriteErrorCode>): 'rights' | 'lock' | 'disk' {
  switch (problem.code) {
    case 'store_busy':
      return 'lock'
    case 'disk_full':
      return 'disk'
    case 'store_not_usable':
      if (problem.params.reason === 'no_locks') return 'lock'
      return OF_THE_DISK.has(problem.params.reason) ? 'disk' : 'rights'
    default:
      return 'rights'
  }
}

/** Red where one of them cannot be read or is damaged, so that a gate may not be able to tell. */
function licensesLine(judged: JudgedStore): MachineLine {
  if (!judged.ok || lostIdOf(judged)) return line('licenses', 'skipped', '', 'not_reached')
  const doubt = doubtAbout(judged.value) ?? untoldUsage(judged.value)
  if (doubt) return failed('licenses', doubt)
  const { licenses } = judged.value
  const stopped = stoppedOf(licenses)
  const count = String(licenses.length)
  if (stopped.length === 0) return line('licenses', 'ok', count)
  const named = stopped.slice(0, MOST_NAMED).join(', ') + (stopped.length > MOST_NAMED ? ', …' : '')
  return line('licenses', 'warning', `${count} (${named})`, 'some_may_not_run')
}

/** `isBarred`: which keys were returned cannot be told, so that none is taken anew; null: the folder cannot be read. */
function keysLine(isBarred: boolean | null): MachineLine {
  if (isBarred === null) return line('offline_keys', 'skipped', '', 'not_reached')
  return isBarred
    ? failed('offline_keys', failure('returned_damaged', { path: 'returned.json' }))
    : line('offline_keys', 'ok', '')
}

/** Those that cannot be read may say “offline only”, so nothing is sent. Named: where some of them are laid down. */
function settingsLine(storeIsRead: boolean, { settings }: StoreNeeds): MachineLine {
  const laidDown = settings.managed.read()
  if (!laidDown.ok) return failed('settings', laidDown.error)
  if (!storeIsRead) return line('settings', 'skipped', '', 'not_reached')
  const read = settings.stored.read()
  if (!read.ok) return failed('settings', read.error)
  return line('settings', 'ok', Object.keys(laidDown.value).length === 0 ? '' : settings.managed.path)
}

function untoldUsage({ licenses, contents }: Judged): ReturnType<typeof usageDoubt> | null {
  const untold = licenses
    .flatMap(({ products }) => products)
    .find(({ standing }) => standing.status === 'unknown')
  return untold ? usageDoubt(contents, untold.product.code) : null
}

/** Products that no license lets run, and licenses that cover none, each with its status. */
function stoppedOf(licenses: readonly JudgedLicense[]): string[] {
  const lines = licenses.flatMap(({ products }) => products)
  const running = new Set(lines.filter(({ standing }) => standing.mayRun).map(({ product }) => product.code))
  const stopped = lines.filter(({ product }) => !running.has(product.code))
  const bare = licenses.filter(({ grant, standing }) => grant === null && !standing.mayRun)
  return [
    ...new Set(stopped.map(({ product, standing }) => `${product.code}: ${standing.status}`)),
    ...bare.map(({ stored, standing }) => `${stored.id}: ${standing.status}`),
  ]
}

/** `count`: of what was set aside; null: the folder cannot be read. */
function quarantineLine(count: number | null): MachineLine {
  if (count === null) return line('quarantine', 'skipped', '', 'not_reached')
  return count === 0
    ? line('quarantine', 'ok', '0')
    : line('quarantine', 'warning', String(count), 'something_set_aside')
}

function diskLine(free: number | null): MachineLine {
  if (free === null) return line('disk', 'ok', '?')
  const shown = `${Math.floor(free / 1024 / 1024).toLocaleString('en')} MiB`
  return free < LITTLE_ROOM ? line('disk', 'warning', shown, 'disk_low') : line('disk', 'ok', shown)
}
