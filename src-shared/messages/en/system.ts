// English words about the machine's id, for each operating system.
import type { System } from '../../contract/system.ts'

/** How a machine without an id gets one. */
const mends: Readonly<Record<System, string>> = {
  linux:
    'Run “systemd-machine-id-setup” (or “dbus-uuidgen --ensure=/etc/machine-id”) as root, then try again.',
  windows:
    'The value MachineGuid under HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography is missing; ask the administrator to restore it.',
  macos: 'The hardware’s IOPlatformUUID could not be read; restart the Mac, then try again.',
  other: 'Ask the administrator to give the machine an id.',
}

/** How a clone gets an id of its own. */
export const newId: Readonly<Record<System, string>> = {
  linux:
    'As root, remove /etc/machine-id and /var/lib/dbus/machine-id, run “systemd-machine-id-setup”, and restart the machine.',
  windows:
    'Have the administrator run “sysprep /generalize” on the clone, which gives it a MachineGuid of its own.',
  macos: 'A virtual Mac gets a hardware UUID of its own in the settings of the virtual machine.',
  other: 'Ask the administrator to give the machine an id of its own.',
}

/** Also for the name of a system that another version of the app knows. */
export const noId = (system: System): string => (Object.hasOwn(mends, system) ? mends[system] : mends.other)
