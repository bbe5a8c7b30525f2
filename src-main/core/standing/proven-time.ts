// The latest signed time (docs/product.md#signed-time): raised by what the vendor signed, never by this machine's
// clock.
import { readInstant, type Instant } from '#shared/instant.ts'
import { CLOCK_SKEW } from '#shared/license/status.ts'
import type { RecordedAnswer, StoreContents, StoreWriter } from '../ports/license-store.ts'

/** The answer to a question that carried a nonce was signed just now: its date is the present. */
export const presentOf = ({ date }: RecordedAnswer): Instant => readInstant(date) ?? 0

/**
 * A mark beyond the proven present came from a vendor whose own clock was in the future; it is mended. Nothing but
 * an answer with our nonce may do that: an offline key cannot show that it is not an old one.
 */
export function keepPresent(writer: StoreWriter, contents: StoreContents, answer: RecordedAnswer): void {
  const present = presentOf(answer)
  if (contents.mark > present + CLOCK_SKEW) writer.setMark(present)
  else writer.raiseMark(present)
}
