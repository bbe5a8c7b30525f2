// `machine …` and `application …`: seats, and the applications that licenses are for.
import type { Command } from 'commander'
import { iso } from '#shared/instant.ts'
import { err, ok } from '#shared/result.ts'
import { findSeatHolder, releaseMachine } from '../activation/release-machine.ts'
import { addApplication } from '../back-office/add-application.ts'
import { findLicense } from '../back-office/find-license.ts'
import { refusal } from '../back-office/refusal.ts'
import type { Machine } from '../store/machines.ts'
import type { ReleasedMachine } from '../store/released-machines.ts'
import { orStandardInput, wholeNumber, withVendor } from './command-line.ts'
import { table } from './describe-license.ts'

const machineJson = ({ id, fingerprint, name, hostname, platform, created }: Machine) => {
  return { id, fingerprint, name, hostname, platform, created: iso(created) }
}

const keptJson = ({ machineId, fingerprint, released, fileUntil }: ReleasedMachine) => ({
  id: machineId,
  fingerprint,
  released: iso(released),
  keptUntil: iso(fileUntil),
})

function keptTable(kept: readonly ReturnType<typeof keptJson>[]): string[] {
  if (kept.length === 0) return []
  const rows = kept.map((one) => [one.id, one.fingerprint, one.released, one.keptUntil])
  return ['', table([['ID', 'UNIQUE KEY', 'RELEASED', 'SEAT KEPT UNTIL'], ...rows])]
}

export function addMachineCommands(program: Command): void {
  const machine = program.command('machine').description('the machines that hold the seats of a license')

  const list = machine
    .command('list')
    .description('the machines of a license')
    .argument('<license>', 'id or License Code; "-" reads it from standard input')
    .option('--limit <n>', 'at most so many', wholeNumber(1, 1_000_000), 100)
  list.action(async (name: string, { limit }: { limit: number }) => {
    const wanted = await orStandardInput(name)
    await withVendor(list, (vendor) => {
      const license = findLicense(vendor.store, wanted)
      if (!license.ok) return license
      const machines = vendor.store.machines.ofLicense(license.value.id, limit).map(machineJson)
      const now = vendor.clock()
      const kept = vendor.store.released.keepingSeats(license.value.id, now, limit).map(keptJson)
      const rows = machines.map((one) => [one.id, one.fingerprint, one.hostname ?? '-', one.created])
      const list = table([['ID', 'UNIQUE KEY', 'HOST', 'ACTIVATED'], ...rows])
      return ok({ text: [list, ...keptTable(kept)].join('\n'), json: { machines, kept } })
    })
  })

  const release = machine
    .command('release')
    .description('free a seat. An offline key that the machine holds stays valid until it expires')
    .argument('<license>', 'id or License Code; "-" reads it from standard input')
    .argument('<machine>', 'id or Unique Key of the machine')
  release.action(async (name: string, machineName: string) => {
    const wanted = await orStandardInput(name)
    await withVendor(release, (vendor) => {
      const license = findLicense(vendor.store, wanted)
      if (!license.ok) return license
      const { store } = vendor
      const [licenseId, now] = [license.value.id, vendor.clock()]
      const holder = findSeatHolder(store, licenseId, machineName, now)
      if (!holder)
        return err(refusal('machine_not_found', 'the license has no machine with this id or Unique Key'))
      releaseMachine(store, holder, now)
      const { machineId: id, fingerprint } = holder
      return ok({ text: `Released ${fingerprint}`, json: { released: { id, fingerprint } } })
    })
  })
}

export function addApplicationCommands(program: Command): void {
  const application = program.command('application').description('the applications that licenses are for')

  const list = application.command('list').description('every application; the first is the default')
  list.action(() =>
    withVendor(list, (vendor) => {
      const applications = vendor.store.products.all().map(({ id, code, name }) => ({ id, code, name }))
      const rows = applications.map(({ id, code, name }) => [id, code, name])
      return ok({ text: table([['ID', 'CODE', 'NAME'], ...rows]), json: { applications } })
    }),
  )

  const add = application
    .command('add')
    .description('add an application')
    .argument('<code>', 'lower-case letters, digits and dashes')
    .argument('<name>', 'its name')
  add.action((code: string, name: string) =>
    withVendor(add, (vendor) => {
      const now = vendor.clock()
      const added = vendor.store.transaction(() => addApplication(vendor.store, { code, name }, now))
      if (!added.ok) return added
      const { id } = added.value
      return ok({ text: `Application ${code}: ${id}`, json: { id, code, name } })
    }),
  )
}
