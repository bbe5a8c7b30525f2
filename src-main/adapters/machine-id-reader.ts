// Which machine this is: the half of the machine's id that a gate knows.
import type { MachineIdentity, MachineIdReader, MachineIdErrorCode } from '#main/core/ports/machine-id.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { normalizeMachineId } from '#shared/formats/unique-key.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { isTooLong } from './file-store/failures.ts'
import { layoutOf } from './file-store/layout.ts'
import { fileOnTheWay, pathOf, type Place } from './file-store/place.ts'
import { readState } from './file-store/read-files.ts'
import { systemHere } from './system-here.ts'
import {
  derivedId,
  differingSource,
  haveEnds,
  readSources,
  SourceNotRead,
  type SystemId,
} from './system-id.ts'

type Reading = Result<MachineIdentity, Failure<MachineIdErrorCode>>

/** Null: the system has none; SourceNotRead is thrown where it has one that this process may not read. Both say the same; `directly` is the faster of the two, where there is such a way. */
export interface SystemIds {
  derived(): Promise<SystemId | null>
  directly(): SystemId | null
  differing(): SystemId | null
}

/** `system` is a parameter only so that tests can be another machine. */
export function machineIdReader(options: {
  readonly dataDir: string
  readonly fileAllowed: boolean
  readonly system?: SystemIds
}): MachineIdReader {
  const system = options.system ?? (process.platform === 'linux' ? linuxIds : otherIds)
  let known: MachineIdentity | null = null
  let derived: MachineIdentity | null = null
  return {
    async read(way): Promise<Reading> {
      // Where no store can be is no file either: the store says so.
      if (options.fileAllowed && !isTooLong(options.dataDir)) {
        const fromFile = readIdFile(layoutOf(options.dataDir).machineId)
        // A data folder that is a file, or below one, holds none: the store says so.
        if (fromFile && (fromFile.ok || fileOnTheWay(options.dataDir) === null)) return fromFile
      }
      try {
        if (way === 'directly') {
          known ??= derived ?? identityOf(system.directly(), system)
          if (known) return ok(known)
        }
        const reading = derived ? ok(derived) : await deriveId(system)
        if (reading.ok) derived = reading.value
        return reading
      } catch (error) {
        if (error instanceof SourceNotRead) return err(failure('machine_id_not_readable', error.params))
        throw error
      }
    },
  }
}

function unread(reason: StoreReason, path: string): Failure<MachineIdErrorCode> {
  if (reason === 'no_permission') return failure('store_not_readable', { path })
  const mayHold = reason === 'read_failed' || reason === 'too_many_open_files'
  return mayHold
    ? failure('machine_id_not_readable', { path, reason })
    : failure('machine_id_file_invalid', { path })
}

function readIdFile(place: Place): Reading | null {
  const file = pathOf(place)
  const state = readState(place)
  if (state.is === 'absent') return null
  if (state.is === 'trouble') return err(unread(state.reason, file))
  const id = normalizeMachineId(state.text)
  return id
    ? ok({ id, source: 'file', from: file, differs: null, emptied: null })
    : err(failure('machine_id_file_invalid', { path: file }))
}

/** On Linux the sources are files. Without one, node-machine-id gives the host name, which changes: no id is no id. */
const linuxIds: SystemIds = {
  derived: async () => {
    const found = readSources()
    return found !== null && haveEnds() ? derivedId() : found
  },
  directly: () => readSources(),
  differing: () => differingSource((one, other) => normalizeMachineId(one) === normalizeMachineId(other)),
}
const otherIds: SystemIds = { derived: derivedId, directly: () => null, differing: () => null }

/** Where a file has no newline at its end, node-machine-id joins it with the next: the file itself is read then. */
async function deriveId(system: SystemIds): Promise<Reading> {
  const found = await system.derived().catch((error: unknown) => {
    if (error instanceof SourceNotRead) throw error
    return null
  })
  const identity = identityOf(found, system) ?? identityOf(system.directly(), system)
  if (identity) return ok(identity)
  const code = (found?.text ?? '').trim() === '' ? 'machine_id_missing' : 'machine_id_not_usable'
  return err(failure(code, { system: systemHere() }))
}

function identityOf(found: SystemId | null, system: SystemIds): MachineIdentity | null {
  const id = found && normalizeMachineId(found.text)
  if (!id) return null
  const { from, emptied } = found
  return { id, source: 'system', from, differs: system.differing()?.from ?? null, emptied }
}
