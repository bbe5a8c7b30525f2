// A checked-out file as Keygen's API shows it (`machine-files`, `license-files`).
import type { CheckedOut } from '../activation/check-out.ts'
import { accountPath, accountRelationship, toOne, type Resource } from './resource.ts'

export function fileResource(accountId: string, file: CheckedOut): Resource {
  const { id, kind, licenseId, machineId, ...attributes } = file
  const license = toOne('licenses', licenseId, accountPath(accountId, 'licenses', licenseId))
  return {
    id,
    type: `${kind}-files`,
    attributes,
    relationships: {
      account: accountRelationship(accountId),
      license,
      ...(machineId !== null && {
        machine: toOne('machines', machineId, accountPath(accountId, 'machines', machineId)),
      }),
    },
  }
}
