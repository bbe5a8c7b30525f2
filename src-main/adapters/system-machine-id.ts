// The machine's id from node-machine-id, or from an administrator's file where the vendor profile permits it.
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import nodeMachineId from 'node-machine-id'
import type { MachineId, MachineIdentity, MachineIdErrorCode } from '#main/core/ports/machine-id.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { normalizeMachineId } from '#shared/formats/unique-key.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { underLock } from './file-store/file-store.ts'
import { layoutOf } from './file-store/layout.ts'
import { PATIENCE } from './file-store/lock.ts'
import { pathOf, type Place } from './file-store/place.ts'
import { readState } from './file-store/read-files.ts'
import { writeWhole } from './file-store/whole-file.ts'
import { systemHere } from './machine-facts.ts'

export const MACHINE_ID_FILE = 'machine-id'

type Reading = Result<MachineIdentity, Failure<MachineIdErrorCode>>

/** `readSystem` is a parameter only so that tests can be another machine. */
export function systemMachineId(options: {
  readonly dataDir: string
  readonly fileAllowed: boolean
  readonly readSystem?: () => Promise<string>
}): MachineId {
  const readSystem = options.readSystem ?? (() => nodeMachineId.machineId(true))
  let known: MachineIdentity | null = null
  return {
    async read(): Promise<Reading> {
      if (options.fileAllowed) {
        const fromFile = readIdFile(layoutOf(options.dataDir).machineId)
        if (fromFile) return fromFile
      }
      if (known) return ok(known)
      const fromSystem = await readSystemId(readSystem)
      if (fromSystem.ok) known = fromSystem.value
      return fromSystem
    },
    write(id) {
      const layout = layoutOf(options.dataDir)
      return underLock(layout, PATIENCE, () => {
        writeWhole(layout.machineId, `${id}\n`)
        writeWhole(layout.revision, randomBytes(8).toString('hex'))
        return null
      })
    },
  }
}

function readIdFile(place: Place): Reading | null {
  const file = pathOf(place)
  const state = readState(place)
  if (state.is === 'absent') return null
  if (state.is === 'trouble')
    return err(
      failure(state.reason === 'no_permission' ? 'store_not_readable' : 'machine_id_file_invalid', {
        path: file,
      }),
    )
  const id = normalizeMachineId(state.text)
  return id ? ok({ id, source: 'file', from: file }) : err(failure('machine_id_file_invalid', { path: file }))
}

/** node-machine-id falls back to the host name in silence, which changes: only an id is an id. */
async function readSystemId(readSystem: () => Promise<string>): Promise<Reading> {
  const text = await readSystem().catch(() => '')
  if (text.trim() === '') return err(failure('machine_id_missing', { system: systemHere() }))
  const id = normalizeMachineId(text)
  return id
    ? ok({ id, source: 'system', from: systemName() })
    : err(failure('machine_id_not_usable', { system: systemHere() }))
}

/** Where node-machine-id looks. */
function systemName(): string {
  switch (process.platform) {
    case 'linux':
      return ['/var/lib/dbus/machine-id'].find((file) => existsSync(file)) ?? '/etc/machine-id'
    case 'win32':
      return 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\\MachineGuid'
    case 'darwin':
      return 'IOPlatformUUID'
    default:
      return process.platform
  }
}
