// What a client changes of its machine: how it is called, and where it is (docs/protocol.md#machines).
import type { Machine, MachineChange } from '../store/machines.ts'
import type { Store } from '../store/store.ts'

/** Members that are undefined stay. Null: the machine was released meanwhile. */
export function changeMachine(
  store: Store,
  { id, licenseId }: Machine,
  asked: { readonly [Name in keyof MachineChange]?: MachineChange[Name] | undefined },
  now: number,
): Promise<Machine | null> {
  return store.transaction(async () => {
    const machine = await store.machines.find(licenseId, id)
    if (!machine) return null
    const { name = machine.name, hostname = machine.hostname } = asked
    const { platform = machine.platform, ip = machine.ip } = asked
    await store.machines.change(id, { name, hostname, platform, ip }, now)
    await store.events.record({
      time: now,
      what: 'machine.updated',
      licenseId,
      machineId: id,
      actor: 'license',
    })
    return store.machines.find(licenseId, id)
  })
}
