// All rows, by area.
import { authorization, forbidden } from './rows/authorization.ts'
import { checkOut, licenseCheckOut } from './rows/check-out.ts'
import { content, reachable, signatures, versions } from './rows/http.ts'
import { components } from './rows/components.ts'
import { entitlements, license } from './rows/licenses.ts'
import { activation, machineLists, machines } from './rows/machines.ts'
import { scopes, validation } from './rows/validation.ts'
import type { Area } from './row.ts'

export const AREAS: readonly Area[] = [
  validation,
  scopes,
  activation,
  machines,
  machineLists,
  components,
  checkOut,
  licenseCheckOut,
  license,
  entitlements,
  authorization,
  forbidden,
  versions,
  content,
  signatures,
  reachable,
]
