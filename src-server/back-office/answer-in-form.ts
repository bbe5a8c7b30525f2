// Answers an offline request in the forms that are asked for: a machine file, a typed key, or both.
import { ok, type Result } from '#shared/result.ts'
import type { License } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { answerOffline, type OfflineAnswer } from './answer-offline.ts'
import { answerTyped, type IssuedTypedKey, type TypedRefusal } from './answer-typed.ts'
import { readUniqueKey } from './entered-unique-key.ts'
import { withKeyAndSeat, type OfflineRequest, type Seated } from './offline-seat.ts'
import { momentToIssue } from './taken-returns.ts'

export type AnswerFormat = 'file' | 'typed' | 'both'

export interface Answer extends Seated {
  readonly file: OfflineAnswer['file'] | null
  readonly typedKey: IssuedTypedKey | null
}

/**
 * One seat and one moment, whatever the forms: neither of the two is older than the other. The moment is up to a minute
 * ahead where the machine returned a key of this minute: its app takes none of that minute any more.
 */
export async function answerInForm(
  vendor: Vendor,
  license: License,
  request: OfflineRequest & { readonly format: AnswerFormat },
): Promise<Result<Answer, TypedRefusal>> {
  const uniqueKey = readUniqueKey(vendor, request.uniqueKey)
  if (!uniqueKey.ok) return uniqueKey
  const of = { licenseId: license.id, uniqueKey: uniqueKey.value }
  return withKeyAndSeat(vendor, async () => {
    const now = await momentToIssue(vendor.store, of, vendor.clock())
    const present = (await vendor.store.licenses.byId(license.id)) ?? license // it may have been changed since it was found
    return answerWith({ ...vendor, clock: () => now }, present, request)
  })
}

async function answerWith(
  vendor: Vendor,
  license: License,
  request: OfflineRequest & { readonly format: AnswerFormat },
): Promise<Result<Answer, TypedRefusal>> {
  const typed = request.format === 'file' ? null : await answerTyped(vendor, license, request)
  if (typed?.ok === false) return typed
  const file = request.format === 'typed' ? null : await answerOffline(vendor, license, request)
  if (file?.ok === false) return file
  const seated = file?.value ?? typed?.value
  if (!seated) throw new Error(`no answer in the form ${request.format}`)
  const { machine, uniqueKey } = seated
  const forms = { file: file?.value.file ?? null, typedKey: typed?.value.typedKey ?? null }
  return ok({ license: seated.license, machine, uniqueKey, ...forms })
}
