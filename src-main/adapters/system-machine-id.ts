// The machine's id from node-machine-id, or from an administrator's file where the vendor profile permits it.
import { randomBytes } from 'node:crypto'
import type { MachineId } from '#main/core/ports/machine-id.ts'
import { underLock } from './file-store/under-lock.ts'
import { layoutOf } from './file-store/layout.ts'
import { PATIENCE } from './file-store/lock.ts'
import { writeWhole } from './file-store/whole-file.ts'
import { machineIdReader, type SystemIds } from './machine-id-reader.ts'

/** `system` is a parameter only so that tests can be another machine. */
export function systemMachineId(options: {
  readonly dataDir: string
  readonly fileAllowed: boolean
  readonly system?: SystemIds
}): MachineId {
  return {
    ...machineIdReader(options),
    write(id) {
      const layout = layoutOf(options.dataDir)
      return underLock(layout, PATIENCE, () => {
        writeWhole(layout.machineId, `${id}\n`, layout.staging)
        writeWhole(layout.revision, randomBytes(8).toString('hex'), layout.staging)
        return null
      })
    },
  }
}
