// `machine …` and `application …`: seats, and the applications that licenses are for.
import type { Command } from 'commander'
import { iso } from '#shared/instant.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { printableLine } from '#shared/printable.ts'
import { err, ok } from '#shared/result.ts'
import { processStatus } from '../activation/machine-processes.ts'
import { findSeatHolder, releaseMachine } from '../activation/release-machine.ts'
import { addApplication } from '../back-office/add-application.ts'
import { findLicense } from '../back-office/find-license.ts'
import { refusal } from '../back-office/refusal.ts'
import type { Machine } from '../store/machines.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Process } from '../store/processes.ts'
import type { ReleasedMachine } from '../store/released-machines.ts'
import { orStandardInput, wholeNumber, withVendor } from './command-line.ts'
import { partOf, table, type ListedPage } from './describe-license.ts'

const machineJson = ({ id, fingerprint, name, hostname, platform, created }: Machine) => {
  return { id, fingerprint, name, hostname, platform, created: iso(created) }
}

const keptJson = ({ machineId, fingerprint, released, fileUntil }: ReleasedMachine) => ({
  id: machineId,
  fingerprint,
  released: iso(released),
  keptUntil: iso(fileUntil),
})

function keptTable(kept: readonly ReturnType<typeof keptJson>[], { heads }: ServerWords): string[] {
  if (kept.length === 0) return []
  const rows = kept.map((one) => [one.id, one.fingerprint, one.released, one.keptUntil])
  return ['', table([[heads.id, heads.uniqueKey, heads.released, heads.keptUntil], ...rows])]
}

const processJson = (process: Process, rules: PolicyRules, now: number) => ({
  id: process.id,
  machine: process.machineId,
  pid: process.pid,
  status: processStatus(process, rules, now) === 'DEAD' ? ('dead' as const) : ('alive' as const),
  lastHeartbeat: iso(process.lastHeartbeat),
})

function processTable(
  processes: readonly ReturnType<typeof processJson>[],
  { heads, processStatuses: statuses }: ServerWords,
): string[] {
  if (processes.length === 0) return []
  const rows = processes.map((one) => [
    one.id,
    one.machine,
    printableLine(one.pid),
    statuses[one.status],
    one.lastHeartbeat,
  ])
  return ['', table([[heads.process, heads.machine, heads.pid, heads.status, heads.lastHeartbeat], ...rows])]
}

export function addMachineCommands(program: Command, words: ServerWords): void {
  const { heads, help } = words
  const machine = program.command('machine').description(help.machine.about)

  const list = machine
    .command('list')
    .description(help.machineList.about)
    .argument('<license>', help.license.license)
    .option('--limit <n>', help.machineList.limit, wholeNumber(1, 1_000_000, words), 100)
    .option('--offset <n>', help.machineList.offset, wholeNumber(0, 1_000_000_000, words), 0)
  list.action(async (name: string, page: ListedPage) => {
    const wanted = await orStandardInput(name, list, words)
    await withVendor(list, words, async (vendor) => {
      const license = await findLicense(vendor.store, wanted)
      if (!license.ok) return license
      const { machines: holding, released, processes: running } = vendor.store
      const [{ id, rules }, now, { limit, offset }] = [license.value, vendor.clock(), page]
      const machines = (await holding.ofLicense(id, limit, offset)).map(machineJson)
      const kept = (await released.keepingSeats(id, now, limit, offset)).map(keptJson)
      const processes = (await running.search({ licenseId: id }, limit, offset)).map((one) =>
        processJson(one, rules, now),
      )
      const [total, keptTotal] = [await holding.countOf(id), (await released.seatsKept(id, now)).count]
      const processesTotal = await running.count({ licenseId: id })
      const rows = machines.map((one) => [one.id, one.fingerprint, one.hostname ?? '-', one.created])
      const list =
        total === 0
          ? words.none.machine
          : table([[heads.id, heads.uniqueKey, heads.host, heads.activated], ...rows])
      const text = [
        list,
        ...partOf(machines, total, page, words),
        ...keptTable(kept, words),
        ...partOf(kept, keptTotal, page, words),
        ...processTable(processes, words),
        ...partOf(processes, processesTotal, page, words),
      ]
      return ok({
        text: text.join('\n'),
        json: { machines, total, kept, keptTotal, processes, processesTotal },
      })
    })
  })

  const release = machine
    .command('release')
    .description(help.machineRelease.about)
    .argument('<license>', help.license.license)
    .argument('<machine>', help.machineRelease.machine)
  release.action(async (name: string, machineName: string) => {
    const wanted = await orStandardInput(name, release, words)
    await withVendor(release, words, async (vendor) => {
      const license = await findLicense(vendor.store, wanted)
      if (!license.ok) return license
      const { store } = vendor
      const [licenseId, now] = [license.value.id, vendor.clock()]
      const holder = await findSeatHolder(store, licenseId, machineName, now)
      if (!holder) return err(refusal('machine_not_found', ({ machineNotFound }) => machineNotFound))
      await releaseMachine(store, holder, now)
      const { machineId: id, fingerprint } = holder
      return ok({
        text: words.released(printableLine(fingerprint)),
        json: { released: { id, fingerprint } },
        done: words.done.changed,
      })
    })
  })
}

export function addApplicationCommands(program: Command, words: ServerWords): void {
  const { heads, help } = words
  const application = program.command('application').description(help.application.about)

  const list = application.command('list').description(help.applicationList.about)
  list.action(() =>
    withVendor(list, words, async (vendor) => {
      const applications = (await vendor.store.products.all()).map(({ id, code, name }) => ({
        id,
        code,
        name,
      }))
      const rows = applications.map(({ id, code, name }) => [id, code, name])
      return ok({ text: table([[heads.id, heads.code, heads.name], ...rows]), json: { applications } })
    }),
  )

  const add = application
    .command('add')
    .description(help.applicationAdd.about)
    .argument('<code>', help.applicationAdd.code)
    .argument('<name>', help.applicationAdd.name)
  add.action((code: string, name: string) =>
    withVendor(add, words, async (vendor) => {
      const now = vendor.clock()
      const added = await vendor.store.transaction(() => addApplication(vendor.store, { code, name }, now))
      if (!added.ok) return added
      const { id } = added.value
      return ok({
        text: words.application(printableLine(code), id),
        json: { id, code, name },
        done: words.done.changed,
      })
    }),
  )
}
