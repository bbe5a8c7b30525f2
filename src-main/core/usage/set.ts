// The licensed product reports how much of it is in use.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { cutText } from '#shared/cut-text.ts'
import { failure } from '#shared/contract/errors.ts'
import { iso } from '#shared/instant.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { reportPlace } from '../ports/license-store.ts'
import { doubtAbout } from '../standing/gate.ts'
import { judgeHere } from '../standing/judge.ts'
import type { Judged } from '../standing/judged.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { countedAnew } from './count-days.ts'
import { usageLines } from './lines.ts'

/** A whole number that is counted exactly, from 0 on, for a product that some license here covers. Usage above the limit is kept, not refused. */
export async function setUsage(
  { product, usage }: ParsedInput<'usage.set'>,
  dependencies: Dependencies,
): Promise<MethodResult<'usage.set'>> {
  const { store, clock } = dependencies
  if (!Number.isSafeInteger(usage) || usage < 0)
    return err(failure('usage_invalid', { value: String(usage) }))
  const key = await uniqueKey(dependencies)
  if (!key.ok) return key
  const lineIn = (judged: Judged) => {
    const lines = usageLines(judged)
    const line = lines.find((candidate) => candidate.product === product)
    if (!line) {
      // The product's license may well be here, and damaged.
      const doubt = doubtAbout(judged)
      if (doubt) return err(doubt)
      const known = lines.map((candidate) => candidate.product).join(', ')
      return err(failure('product_not_licensed', { product, known: cutText(known, 500) }))
    }
    return judged.contents.reports.some((own) => own.product === product)
      ? err(failure('usage_in_file', { path: reportPlace(product), product }))
      : ok(line)
  }
  // What is refused makes no data folder.
  const before = store.read()
  const refused = before.ok ? lineIn(judgeHere(before.value, key.value, dependencies)) : null
  if (refused?.ok === false) return refused
  const written = await store.write((writer, contents) => {
    const judged = judgeHere(contents, key.value, dependencies)
    const found = lineIn(judged)
    if (!found.ok) return found
    const line = found.value
    const before = contents.usage.find((record) => record.product === product)
    const reportedAt = clock.now()
    const daysOverLimit = countedAnew(before?.daysOverLimit ?? NOT_OVER, { product, usage }, judged)
    writer.putUsage({ product, usage, reportedAt, daysOverLimit })
    writer.addUsagePoint(product, { at: reportedAt, usage, limit: line.limit })
    return ok({ ...line, usage, reportedAt: iso(reportedAt) })
  })
  return written.ok ? written.value : written
}
