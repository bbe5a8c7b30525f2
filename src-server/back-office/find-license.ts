// Finds a license by its id, by its code as a person writes it, or by the end of that where it is one license's alone.
import { readLicenseCode } from '#shared/formats/license-code.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'
import { refusal, type Refusal } from './refusal.ts'

export type FindRefusal = Refusal<'license_not_found' | 'code_mistyped' | 'several_licenses'>

/** The exact code first: another issuer's may look like a mistyped one of ours. */
export async function findLicense(store: Store, name: string): Promise<Result<License, FindRefusal>> {
  const exact = await store.licenses.byIdOrKey(name.trim())
  if (exact) return ok(exact)
  const [ending, ...others] = await store.licenses.endingWith(name)
  if (ending) {
    return others.length === 0
      ? ok(ending)
      : err(refusal('several_licenses', (words) => words.severalLicenses(name.trim())))
  }
  const reading = readLicenseCode(name)
  const isNear = reading.kind === 'other' && reading.letters !== null
  if (reading.kind === 'mistyped' || isNear)
    return err(refusal('code_mistyped', (words) => words.codeMistyped))
  const license = reading.kind === 'ours' ? await store.licenses.byKey(reading.code) : null
  return license ? ok(license) : err(refusal('license_not_found', (words) => words.licenseNotFound))
}
