// All rows, by area.
import { activation } from './rows/activation.ts'
import { authorization } from './rows/authorization.ts'
import { checkOut, licenseCheckOut } from './rows/check-out.ts'
import { components } from './rows/components.ts'
import { content } from './rows/content.ts'
import { entitlements } from './rows/entitlements.ts'
import { forbidden } from './rows/forbidden.ts'
import { heartbeats } from './rows/heartbeats.ts'
import { license } from './rows/license.ts'
import { machineLists } from './rows/machine-lists.ts'
import { machines } from './rows/machines.ts'
import { metadata } from './rows/metadata.ts'
import { policies } from './rows/policies.ts'
import { processLimits } from './rows/process-limits.ts'
import { processes } from './rows/processes.ts'
import { reachable } from './rows/reachable.ts'
import { runningProcesses } from './rows/running-processes.ts'
import { scopes } from './rows/scopes.ts'
import { signatures } from './rows/signatures.ts'
import { uses } from './rows/uses.ts'
import { validation } from './rows/validation.ts'
import { versions } from './rows/versions.ts'
import type { Area } from './row.ts'

export const AREAS: readonly Area[] = [
  validation,
  scopes,
  activation,
  machines,
  machineLists,
  metadata,
  components,
  processes,
  processLimits,
  runningProcesses,
  policies,
  heartbeats,
  checkOut,
  licenseCheckOut,
  license,
  uses,
  entitlements,
  authorization,
  forbidden,
  versions,
  content,
  signatures,
  reachable,
]
