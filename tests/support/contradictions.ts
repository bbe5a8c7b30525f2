// What `doctor` says of a damaged store that cannot all be true.
import path from 'node:path'
import type { MachineLine, MachineStep } from '#shared/contract/doctor.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { whileDamaged } from './damage.ts'
import type { Case } from './damage-table.ts'
import type { DamagedStores } from './damaged-store.ts'
import { placeOf } from './judge-case.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'

const OF_THE_STORE: readonly MachineStep[] = ['licenses', 'settings', 'rights', 'lock', 'quarantine', 'disk']
/** Their words say that nobody can tell which licenses there are. */
const NO_LICENSES = new Set(['store_unreachable', 'store_not_readable'])

export async function contradictions(one: Case, stores: DamagedStores, cleanup: Cleanup): Promise<string[]> {
  const { desk, aside } = await stores.another(cleanup)
  return whileDamaged(one, { file: path.join(desk.dataDir, placeOf(one, stores)), aside }, async () => {
    const { lines, problems } = must(await desk.router.call('machine.examine', {}))
    const canWrite = (await desk.router.call('settings.set', { offlineOnly: false })).ok
    return found(lines, problems, canWrite, desk.dataDir)
  })
}

const isBelow = ({ params }: Failure, dataDir: string): boolean =>
  'path' in params && params.path.startsWith(dataDir + path.sep)

function found(
  lines: readonly MachineLine[],
  problems: readonly { readonly where: string }[],
  canWrite: boolean,
  dataDir: string,
): string[] {
  const of = (step: MachineStep) => lines.find((line) => line.step === step)
  const isOk = (step: MachineStep) => of(step)?.state === 'ok'
  const red = lines.filter(({ problem }) => problem !== null)
  const says: string[] = []
  if (of('store')?.problem)
    says.push(...OF_THE_STORE.filter(isOk).map((step) => `${step} is ok in a folder that cannot be read`))
  if (isOk('store') && problems.some(({ where }) => !where.startsWith('quarantine')))
    says.push('the folder is ok, and something in it is damaged')
  if (isOk('licenses') && red.some(({ problem }) => NO_LICENSES.has(problem?.code ?? '')))
    says.push('the licenses are ok, and nobody can tell which there are')
  if (isOk('machine_id') && red.some(({ problem }) => problem?.code.startsWith('machine_id')))
    says.push('the machine id is ok, and cannot be read')
  if (!canWrite && red.length === 0) says.push('nothing can be stored, and nothing is red')
  const denied = of('rights')?.problem ?? of('lock')?.problem
  // One place below may be in the way of some writers alone.
  if (canWrite && denied && !isBelow(denied, dataDir)) says.push('it may not write, and it can')
  return says
}
