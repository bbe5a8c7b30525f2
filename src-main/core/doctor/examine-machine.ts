// What `doctor` says of this machine: its id, clock, store and program. One line each; none of them fails it.
import type { MachineLine, MachineReport } from '#shared/contract/doctor.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { iso } from '#shared/instant.ts'
import { clockIsWrong } from '#shared/license/status.ts'
import type { Dependencies } from '../dependencies.ts'
import { judgeStored } from '../standing/judge.ts'
import { missingProblems } from '../standing/missing.ts'
import { begunIn, lostUsage } from '../standing/views.ts'
import type { StoreProblem } from '../ports/license-store.ts'
import type { MachineIdentity } from '../ports/machine-id.ts'
import { lostIdOf, storeLines, type JudgedStore, type StoreNeeds } from './examine-store.ts'
import { sharedInContainer } from './id-advice.ts'
import { failed, line } from './machine-line.ts'
import { isOftenShared } from './shared-ids.ts'

type Needed = StoreNeeds & Pick<Dependencies, 'installation'>

export async function examineMachine(dependencies: Needed): Promise<MachineReport> {
  const identity = await dependencies.machineId.read()
  const stored = dependencies.store.read()
  const beside = stored.ok ? [...dependencies.store.damagedBeside(), ...begunIn(stored.value)] : []
  const obstacles = stored.ok ? dependencies.store.obstacles() : []
  const judged = await judgeStored(dependencies)
  if (judged.ok) beside.push(...missingProblems(judged.value), ...lostUsage(judged.value))
  const lostId = lostIdOf(judged)
  return {
    system: dependencies.machineFacts.system,
    problems: stored.ok ? eachOnce([...stored.value.problems, ...beside, ...obstacles]) : [],
    lines: [
      machineIdLine(identity, lostId),
      containerLine(identity.ok ? identity.value.source : null, dependencies),
      clockLine(judged, dependencies),
      ...(await storeLines(judged, beside, obstacles, dependencies)),
      installationLine(dependencies),
    ],
  }
}

/** By its place: what cannot be read cannot be replaced either. Why it waits is another thing. */
const eachOnce = (problems: readonly StoreProblem[]): StoreProblem[] =>
  [...Map.groupBy(problems, ({ where, reason }) => `${where} ${reason === YOUNG}`).values()].flatMap(
    ([problem]) => (problem ? told(problem) : []),
  )

const YOUNG = 'young' satisfies StoreReason

const told = ({ where, reason, license }: StoreProblem): StoreProblem =>
  license ? { where, reason, license } : { where, reason }

/** An id that holds may still not be the one that the licenses depend on. */
function machineIdLine(
  identity: Awaited<ReturnType<Needed['machineId']['read']>>,
  lostId: Failure<'machine_id_not_readable'> | null,
): MachineLine {
  if (!identity.ok) return failed('machine_id', identity.error)
  return lostId ? failed('machine_id', lostId) : idLine(identity.value)
}

function idLine({ id, from, differs, source }: MachineIdentity): MachineLine {
  if (isOftenShared(id))
    return line('machine_id', 'warning', from, source === 'file' ? 'id_file_often_shared' : 'id_often_shared')
  return differs === null
    ? line('machine_id', 'ok', from)
    : line('machine_id', 'warning', `${from} ≠ ${differs}`, 'id_sources_differ')
}

function containerLine(source: 'system' | 'file' | null, { machineFacts, vendor }: Needed): MachineLine {
  const evidence = machineFacts.container()
  if (evidence === null) return line('container', 'ok', '', 'no_container')
  return source === 'file'
    ? line('container', 'ok', evidence, 'container_own_id')
    : line('container', 'warning', evidence, sharedInContainer(vendor))
}

function clockLine(judged: JudgedStore, { clock, store }: Needed): MachineLine {
  const stored = store.read()
  const mark = judged.ok ? judged.value.moment.mark : stored.ok ? stored.value.mark : 0
  const moment = { clock: clock.now(), mark }
  if (clockIsWrong(moment))
    return failed(
      'machine_clock',
      failure('clock_before_signed', { signed: iso(mark), clock: iso(moment.clock) }),
    )
  return mark > moment.clock
    ? line('machine_clock', 'warning', `${iso(moment.clock)} < ${iso(mark)}`, 'clock_slightly_behind')
    : line('machine_clock', 'ok', iso(moment.clock))
}

function installationLine({ installation }: Needed): MachineLine {
  const checked = installation.verify()
  if (!checked.ok) return failed('installation', checked.error)
  return checked.value === null
    ? line('installation', 'skipped', '', 'not_packaged')
    : line('installation', 'ok', String(checked.value))
}
