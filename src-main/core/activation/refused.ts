// A refusal of the activation server that has no failure of its own.
import { cutText } from '#shared/cut-text.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { Refusal } from '../ports/activation-client.ts'

/** Keygen answers 403 without a code where the license lacks a permission (docs/vendor-guide.md#moving-to-keygen). */
export function otherRefusal({
  status,
  code,
  detail,
}: Refusal): Failure<'license_permission_missing' | 'license_refused'> {
  const words = cutText(detail, 300)
  if (status === 403 && code === null) return failure('license_permission_missing', { detail: words })
  return failure('license_refused', { serverCode: cutText(code ?? String(status), 100), detail: words })
}
