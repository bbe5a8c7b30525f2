// What `doctor` says of this machine: its id, clock, store, rights, lock, disk and program. One line each; none of them fails it.
import type { MachineLine, MachineReport, MachineStep, Note } from '#shared/contract/doctor.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { iso } from '#shared/instant.ts'
import { clockIsWrong } from '#shared/license/status.ts'
import type { Dependencies } from '../dependencies.ts'
import { doubtAbout, usageDoubt } from '../standing/gate.ts'
import { judgeStored, type Judged, type JudgedLicense, type JudgeDependencies } from '../standing/judge.ts'
import type { StoreWriteErrorCode } from '../ports/license-store.ts'
import type { MachineIdentity } from '../ports/machine-id.ts'
import { isOftenShared } from './shared-ids.ts'

const LITTLE_ROOM = 100 * 1024 * 1024

type Needed = JudgeDependencies & Pick<Dependencies, 'app' | 'machineFacts' | 'installation' | 'settings'>

export async function examineMachine(dependencies: Needed): Promise<MachineReport> {
  const identity = await dependencies.machineId.read()
  const stored = dependencies.store.read()
  return {
    system: dependencies.machineFacts.system,
    problems: stored.ok ? stored.value.problems.map((problem) => ({ ...problem })) : [],
    lines: [
      identity.ok ? idLine(identity.value) : failed('machine_id', identity.error),
      containerLine(identity.ok ? identity.value.source : null, dependencies),
      await clockLine(dependencies),
      ...(await storeLines(dependencies)),
      installationLine(dependencies),
    ],
  }
}

function idLine({ id, from, differs, source }: MachineIdentity): MachineLine {
  if (isOftenShared(id))
    return line('machine_id', 'warning', from, source === 'file' ? 'id_file_often_shared' : 'id_often_shared')
  return differs === null
    ? line('machine_id', 'ok', from)
    : line('machine_id', 'warning', `${from} ≠ ${differs}`, 'id_sources_differ')
}

function containerLine(source: 'system' | 'file' | null, { machineFacts }: Needed): MachineLine {
  const evidence = machineFacts.container()
  if (evidence === null) return line('container', 'ok', '', 'no_container')
  return source === 'file'
    ? line('container', 'ok', evidence, 'container_own_id')
    : line('container', 'warning', evidence, 'container_id_shared')
}

async function clockLine(dependencies: Needed): Promise<MachineLine> {
  const { clock, store } = dependencies
  const judged = await judgeStored(dependencies)
  const stored = store.read()
  const mark = judged.ok ? judged.value.moment.mark : stored.ok ? stored.value.mark : 0
  const moment = { clock: clock.now(), mark }
  const shown = [moment.clock, mark].filter((instant) => instant > 0).map(iso)
  if (clockIsWrong(moment))
    return failed(
      'machine_clock',
      failure('clock_before_signed', { signed: iso(mark), clock: iso(moment.clock) }),
    )
  return mark > moment.clock
    ? line('machine_clock', 'warning', shown.join(' < '), 'clock_slightly_behind')
    : line('machine_clock', 'ok', shown.join(' ≥ '))
}

/** One attempt to write tells of rights, lock and disk: whichever stands in the way gets the red line. */
async function storeLines(dependencies: Needed): Promise<MachineLine[]> {
  const { store, machineFacts, app } = dependencies
  const exists = machineFacts.storeExists()
  const read = store.read()
  const writable = await machineFacts.storeWritable()
  const problem = writable.ok ? null : writable.error
  const place = problem && lineOf(problem)
  const free = machineFacts.freeBytes()
  return [
    read.ok
      ? line('store', 'ok', app.dataDir, exists ? null : 'store_not_made_yet')
      : failed('store', read.error),
    await licensesLine(dependencies),
    settingsLine(read.ok, dependencies),
    problem && place === 'rights' ? failed('rights', problem) : line('rights', 'ok', ''),
    problem && place === 'lock'
      ? failed('lock', problem)
      : place === 'rights'
        ? line('lock', 'skipped', '', 'not_reached')
        : line('lock', 'ok', ''),
    quarantineLine(read.ok ? read.value.problems.length : null),
    problem && place === 'disk' ? failed('disk', problem) : diskLine(free),
  ]
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
async function licensesLine(dependencies: Needed): Promise<MachineLine> {
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return line('licenses', 'skipped', '', 'not_reached')
  const doubt = doubtAbout(judged.value) ?? untoldUsage(judged.value)
  if (doubt) return failed('licenses', doubt)
  const { licenses } = judged.value
  const stopped = stoppedOf(licenses)
  const count = String(licenses.length)
  if (stopped.length === 0) return line('licenses', 'ok', count)
  const named = stopped.slice(0, MOST_NAMED).join(', ') + (stopped.length > MOST_NAMED ? ', …' : '')
  return line('licenses', 'warning', `${count} (${named})`, 'some_may_not_run')
}

/** Those that cannot be read may say “offline only”, so nothing is sent. */
function settingsLine(storeIsRead: boolean, { settings }: Needed): MachineLine {
  if (!storeIsRead) return line('settings', 'skipped', '', 'not_reached')
  const read = settings.read()
  return read.ok ? line('settings', 'ok', '') : failed('settings', read.error)
}

const MOST_NAMED = 5

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

/** `count`: of what is no license; null: the folder cannot be read. */
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

function installationLine({ installation }: Needed): MachineLine {
  const checked = installation.verify()
  if (!checked.ok) return failed('installation', checked.error)
  return checked.value === null
    ? line('installation', 'skipped', '', 'not_packaged')
    : line('installation', 'ok', String(checked.value))
}

const line = (
  step: MachineStep,
  state: 'ok' | 'warning' | 'skipped',
  detail: string,
  note: Note | null = null,
): MachineLine => ({ step, state, detail, note, problem: null })
const failed = (step: MachineStep, problem: Failure): MachineLine => ({
  step,
  state: 'failed',
  detail: '',
  note: null,
  problem,
})
