// Every way in which the rows of a typed key can be wrong, entered as they came from the vendor's desk.
import { answerTyped } from '#server/back-office/answer-typed.ts'
import { formatRows } from '#shared/formats/typed-key/rows.ts'
import { VERSION } from '#shared/formats/typed-key/shape.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { must } from '#tests/support/must.ts'
import type { Scenario, Scenarios } from './scenario.ts'

/** A typed key that is right, but for these changes to its rows, and to the profile of the app that it is entered in. */
const given =
  (
    bend: (rows: readonly string[]) => readonly string[],
    profile: (vendor: VendorProfile) => Partial<VendorProfile> = () => ({}),
  ): Scenario =>
  async (world) => {
    const vendor = await world.vendor()
    const desk = world.install({ ...(await vendor.profile()), ...profile(await vendor.profile()) })
    const license = await vendor.sell()
    const request = { uniqueKey: await desk.uniqueKey() }
    const { rows } = must(await answerTyped(vendor.vendor, license, request)).typedKey
    const offlineKey = bend(rows).join('\n')
    return desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
  }

const asTheyAre = (rows: readonly string[]) => rows

export const typedKeys: Scenarios<
  | 'typed_key_row_wrong'
  | 'typed_key_rows_missing'
  | 'typed_key_rows_extra'
  | 'typed_key_version_not_supported'
  | 'typed_key_unknown_signing_key'
  | 'typed_key_unknown_product'
> = {
  typed_key_row_wrong: given((rows) =>
    rows.with(2, `${rows[2]?.slice(0, -1)}${rows[2]?.endsWith('0') ? 1 : 0}`),
  ),
  typed_key_rows_missing: given((rows) => rows.toSpliced(4, 1)),
  typed_key_rows_extra: given((rows) => [...rows, rows.at(-1) ?? '']),
  typed_key_version_not_supported: given(() => formatRows(new Uint8Array(120).fill(VERSION + 1))),
  typed_key_unknown_signing_key: given(asTheyAre, ({ keys }) => ({
    keys: keys.map((key) => ({ ...key, use: ['files', 'responses'] })),
  })),
  typed_key_unknown_product: given(asTheyAre, ({ catalogue }) => ({ catalogue: catalogue.slice(0, 6) })),
}
