// The activity log's line of an activation: which license, and what the vendor changed since the key before.
import type { Clocks } from '#shared/contract/activity-views.ts'
import type { Output } from '#shared/contract/contract.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { findLicenseCodes } from '#shared/formats/outside/codes-in-text.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Admitted } from '../activation/admit.ts'
import { toLicenseList } from '../standing/views.ts'
import { recordActivity, type ActivityDetails } from './record.ts'

/** Longer is no code with a letter too many, but a mail. */
const LONGEST_CODE = 40

/** What support asks for: which code, by its end alone, which row of a typed key is wrong, how far the clocks are apart. */
function attempted(
  text: string,
  error: { readonly code: string; readonly params?: unknown },
): ActivityDetails {
  const [found = text.trim()] = findLicenseCodes(text)
  const tail = found.length > LONGEST_CODE ? '' : maskLicenseCode(found)
  const code = /[\dA-Z]/i.test(tail) ? `code ${tail}` : ''
  const row = error.code === 'typed_key_row_wrong' ? `row ${(error.params as { row: number }).row}` : ''
  const subject = [code, row].filter(Boolean).join(', ')
  const clocks = error.code === 'clock_off' ? { clocks: error.params as Clocks } : {}
  return { ...(subject === '' ? {} : { subject }), ...clocks }
}

export async function recordActivation<E extends { code: string; params?: unknown }>(
  action: 'activate_online' | 'activate_offline',
  /** As it was entered. */
  code: string,
  work: Promise<Result<Admitted, E>>,
  dependencies: Pick<Dependencies, 'activity' | 'clock'>,
): Promise<Result<Output<'licenses.activateOnline'>, E>> {
  const describe = ({ license, changes, renewed }: Admitted) => ({
    subject: license.id,
    changes,
    params: { owner: license.owner, codeMasked: license.codeMasked, ...(renewed && { renewed }) },
  })
  const about = (error: E) => attempted(code, error)
  const admitted = await recordActivity(action, null, work, dependencies, describe, about, code)
  if (!admitted.ok) return admitted
  const { license, renewed, unchanged, judged } = admitted.value
  return ok({ license, renewed, unchanged, list: toLicenseList(judged) })
}
