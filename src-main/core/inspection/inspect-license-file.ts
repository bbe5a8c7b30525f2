// Inspects a license file: what it says can be read, but it is for no machine and activates none.
import { failure } from '#shared/contract/errors.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { isoOrNull } from '#shared/instant.ts'
import { openLicenseFile } from '#shared/license/read-only.ts'
import { inspectedLicense, type CodeAtHand } from './inspected.ts'
import type { JudgeDependencies } from '../standing/judge.ts'

export function inspectLicenseFile(
  text: string,
  codes: readonly CodeAtHand[],
  about: (finding: Inspection['finding'], known?: Partial<Inspection>) => Inspection,
  { vendor, primitives }: JudgeDependencies,
): Inspection {
  const finding = failure('wrong_file_type', {})
  for (const { code, from } of codes) {
    const opened = openLicenseFile(text, { code, keys: vendor.keys, primitives })
    if (!opened.ok) continue
    const { license, issued, fileExpiry, keyId } = opened.value
    return about(finding, {
      openedWith: from,
      license: inspectedLicense(license),
      issued: isoOrNull(issued),
      validUntil: isoOrNull(fileExpiry),
      signedBy: keyId,
    })
  }
  return about(finding)
}
