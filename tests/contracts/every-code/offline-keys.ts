// Every way in which a Local License Key, or the License Code beside it, can be wrong.
import type { AnyResult } from '#main/core/router.ts'
import { DAY, iso } from '#shared/instant.ts'
import type { Installation } from '#tests/support/installation.ts'
import { contextFor, machineFile, makeKey, type FileChanges } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { loadProfile } from '#tests/support/profile.ts'
import type { Scenario, Scenarios, World } from './scenario.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
const CODE = 'CODE-OF-THE-TEST'
const key = makeKey()

function desk(world: World, codeForm: 'checked' | 'any' = 'any'): Installation {
  const { account, application: product } = contextFor([key])
  const profile = loadProfile({ keys: [key.trusted], machineIdFile: true })
  const server = { ...profile.server, account, product, codeForm }
  return world.install({ ...profile, server }, { clock: () => NOW })
}

/** A key that is right but for these changes, entered on a machine of the test. */
const given =
  (changes: FileChanges, bend: (text: string) => string = (text) => text): Scenario =>
  async (world) => {
    const installation = desk(world)
    const fingerprint = await installation.uniqueKey()
    const file = machineFile(key, { issued: NOW, code: CODE, fingerprint, ...relevant(changes) })
    return enter(installation, bend(file))
  }

/** The license inside follows the changes as the file around it does. */
function relevant(changes: FileChanges): FileChanges {
  const license = { expiry: iso(NOW + 100 * DAY), ...changes.license }
  return { ...changes, license }
}

const enter = (installation: Installation, offlineKey: string, code = CODE): Promise<AnyResult> =>
  installation.router.call('licenses.activateOffline', { code, offlineKey })

const typed =
  (code: string): Scenario =>
  (world) =>
    enter(desk(world, 'checked'), 'anything', code)

export const offlineKeys: Scenarios<
  | 'license_code_empty'
  | 'license_code_mistyped'
  | 'license_code_too_long'
  | 'license_code_incomplete'
  | 'license_code_not_recognized'
  | 'license_code_several'
  | 'license_code_is_unique_key'
  | 'license_code_is_offline_key'
  | 'key_empty'
  | 'key_too_large'
  | 'key_not_recognized'
  | 'key_in_other_file'
  | 'key_cut_off'
  | 'key_damaged'
  | 'algorithm_not_supported'
  | 'signature_invalid'
  | 'code_or_machine_mismatch'
  | 'wrong_file_type'
  | 'signing_key_not_valid'
  | 'clock_behind'
  | 'file_expired'
  | 'other_machine'
  | 'license_missing_in_file'
  | 'license_code_mismatch'
  | 'other_application'
  | 'other_account'
  | 'older_key'
  | 'key_returned'
> = {
  license_code_empty: typed('   '),
  license_code_mistyped: typed('ZGQMS-KTQ2X-3S62W-MFZQB-5N13Q'),
  license_code_too_long: typed('code of another issuer, '.repeat(200)),
  license_code_incomplete: typed('ZGQMS-KTQ2X-3S62W-MFZQB-5N13'),
  license_code_not_recognized: typed('HELLO WORLD'),
  license_code_several: typed('1040G-20810-40G20-81040-G205J, 0W3GE-1R70W-3GE1R-70W3G-E1R2T'),
  license_code_is_unique_key: async (world) => {
    const installation = desk(world)
    return enter(installation, 'anything', await installation.uniqueKey())
  },
  license_code_is_offline_key: typed(machineFile(key)),
  key_empty: given({}, () => ' \n'),
  key_in_other_file: given({}, () => '%PDF-1.7\n'),
  key_too_large: given({}, (text) => text + ' '.repeat(300_000)),
  key_not_recognized: given({}, () => 'Dear customer, please find the key attached.'),
  key_cut_off: given({}, (text) => text.slice(0, 400)),
  key_damaged: given({}, (text) => text.slice(0, 200) + text.slice(201)),
  algorithm_not_supported: given({}, (text) => {
    const block = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64').toString('utf8')
    const other = Buffer.from(block.replace('aes-256-gcm+ed25519', 'aes-256-gcm+rsa-sha256')).toString(
      'base64',
    )
    return `-----BEGIN MACHINE FILE-----\n${other}\n-----END MACHINE FILE-----`
  }),
  signature_invalid: async (world) => {
    const installation = desk(world)
    const fingerprint = await installation.uniqueKey()
    return enter(installation, machineFile(makeKey(), { issued: NOW, code: CODE, fingerprint }))
  },
  code_or_machine_mismatch: given({ code: 'ANOTHER-CODE' }),
  wrong_file_type: given({ kind: 'license' }),
  signing_key_not_valid: given({ issued: Date.parse('2026-12-31T00:00:00Z') }),
  clock_behind: given({ issued: NOW + DAY + 1 }),
  file_expired: given({ expiry: NOW - 1 }),
  other_machine: given({ algorithm: 'base64+ed25519', statedFingerprint: 'VIRTUALMETRIC-ANOTHER' }),
  license_missing_in_file: given({ included: [] }),
  license_code_mismatch: given({ algorithm: 'base64+ed25519', code: 'ANOTHER-CODE' }),
  other_application: given({ relationships: { product: { data: { type: 'products', id: 'another' } } } }),
  other_account: given({ relationships: { account: { data: { type: 'accounts', id: 'another' } } } }),
  older_key: async (world) => {
    const installation = desk(world)
    const fingerprint = await installation.uniqueKey()
    const issuedAt = (issued: number) =>
      machineFile(key, { ...relevant({}), issued, code: CODE, fingerprint })
    await enter(installation, issuedAt(NOW))
    return enter(installation, issuedAt(NOW - 1000))
  },
  key_returned: async (world) => {
    const installation = desk(world)
    const fingerprint = await installation.uniqueKey()
    const file = machineFile(key, { ...relevant({}), issued: NOW, code: CODE, fingerprint })
    await enter(installation, file)
    const { licenses } = must(await installation.router.call('licenses.list', {}))
    must(await installation.router.call('licenses.deactivate', { id: licenses[0]?.id ?? '' }))
    return enter(installation, file)
  },
}
