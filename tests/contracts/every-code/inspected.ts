// What an inspection finds in a text and nothing else does.
import { err, ok } from '#shared/result.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import type { Scenario, Scenarios } from './scenario.ts'

const paper = paperVendor()

const found =
  (text: string): Scenario =>
  async (world) => {
    const desk = world.install(paper.profile)
    const { finding } = must(await desk.router.call('licenses.inspect', { text }))
    return finding ? err(finding) : ok(text)
  }

export const inspected: Scenarios<
  | 'license_code_needed'
  | 'unique_key_mistyped'
  | 'unique_key_other_vendor'
  | 'return_code_mistyped'
  | 'return_code_not_ours'
> = {
  license_code_needed: found(
    paper.localKey({ id: 'license-1', code: 'A CODE', fingerprint: 'A MACHINE', issued: 0 }),
  ),
  unique_key_mistyped: found('VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS57'),
  unique_key_other_vendor: found('CONTOSO-T2S5W-1X3YD-TBRMC-11S3P-1MF6V-PDMTV'),
  return_code_mistyped: found('RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943G'),
  return_code_not_ours: found('RETURN-2HS3H-05GBA-7XC7G-BAMKF-KM77D-H943H'),
}
