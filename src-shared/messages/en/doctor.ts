// English words for “Test connection” and `doctor`.
import type { ConnectionStep, LineState, MachineStep, Note } from '../../contract/doctor.ts'
import { between } from './spans.ts'
import { newId } from './system.ts'

export const doctor = {
  machine: 'This machine',
  connection: 'The way to the activation server',
  throughProxy: (proxy: string) => `through the proxy ${proxy}`,
  steps: {
    name: 'Name',
    tcp: 'Connection (TCP)',
    proxy: 'Proxy',
    tls: 'Encryption (TLS)',
    http: 'Answer (HTTP)',
    api: 'Version of the protocol',
    signature: 'Signature of the answer',
    clock: 'Difference of the clocks',
    machine_id: 'Machine id',
    container: 'Container',
    machine_clock: 'Clock',
    store: 'Data folder',
    licenses: 'Licenses on this machine',
    offline_keys: 'Local License Keys',
    settings: 'Settings',
    rights: 'Permission to write',
    lock: 'Lock',
    quarantine: 'Files set aside',
    disk: 'Free on the disk',
    installation: 'Files of the program',
  } satisfies Record<ConnectionStep | MachineStep, string>,
  states: { ok: 'ok', warning: 'note', failed: 'FAILED', skipped: 'skipped' } satisfies Record<
    LineState,
    string
  >,
  notes: {
    offline_only: 'This installation works offline only: nothing is opened.',
    not_reached: 'Not tried, since something before it failed.',
    is_address: 'An address, so there is no name to look up.',
    no_proxy: 'Directly, without a proxy.',
    signed_out_of_time: 'The vendor’s, at a date at which this key may not sign: see the clocks.',
    plain_http: 'A server on this very machine, without encryption.',
    no_container: 'Nothing looks like one.',
    container_own_id: 'This container has a machine id of its own.',
    container_id_shared:
      'The machine id may be the image’s, so that every container of it has the same Unique Key. Give this one an id: “activation-desk machine-id set”, or mount /etc/machine-id.',
    /** Where the vendor takes the system's id alone. */
    container_id_shared_fixed:
      'The machine id may be the image’s, so that every container of it has the same Unique Key. Mount an /etc/machine-id of this one’s own.',
    id_often_shared:
      'Many machines have this id: their maker or an image left it. Give this machine one of its own before you send its Unique Key.',
    id_file_often_shared:
      'Many machines have the id that an administrator set here. Set one of its own before you send its Unique Key: “activation-desk machine-id set”.',
    id_sources_differ:
      'The two name different machines, and the first counts. Make the second a copy of it, or the Unique Key changes should the first go.',
    clock_slightly_behind:
      'Either may be wrong: compare this one with a watch, and set it if it is wrong. A day behind stops the products.',
    clock_differs: 'The activation server’s clock shows another time: see “Difference of the clocks”.',
    store_not_made_yet: 'Not made yet; the first activation makes it.',
    something_damaged: 'Something in it is damaged or cannot be read. Each is named below.',
    license_missing: 'A license that was here is missing; see below.',
    deactivation_begun: 'The outcome of a deactivation that was begun here is not known; see below.',
    left_over: 'Something that a stopped writer left lies in it; see below.',
    some_may_not_run:
      'Some may not run: the Licensing page, or “activation-desk list”, says which and what to do.',
    something_set_aside: 'Not read as a license; nothing is deleted. Each is named below.',
    disk_low: 'Little room is left on the disk.',
    not_packaged: 'Not a package of several files, so there is no list to compare with.',
  } satisfies Record<Note, string>,
  /** Before the note of that name. Instants in ISO 8601. */
  clockBehind: (clock: string, signed: string) =>
    `It and the vendor’s clock differ by ${between(signed, clock)}: the vendor has signed ${signed}.`,
  newId,
  /** Beside a Unique Key that an administrator decided. */
  idFromFile: (path: string) => `An administrator set the machine id that this key comes from: ${path}`,
  allWell: 'All is well.',
  withNotes: (count: number) =>
    `Nothing failed. ${count === 1 ? 'One step has a note' : `${count} steps have notes`}.`,
  somethingDamaged: 'Nothing stands in the way, but something is damaged or cannot be read: see above.',
  someMayNotRun: 'Nothing stands in the way of Activation Desk, but a product may not run: see above.',
  somethingFailed: (steps: readonly string[]) =>
    `${steps.length} step${steps.length === 1 ? '' : 's'} failed: ${steps.join(', ')}.`,
}
