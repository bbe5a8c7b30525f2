// When a standing may change by itself: no status changes at a moment that was not foretold (issue 12.20).
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { nextChange, standing, type ProductFacts } from '#shared/license/status.ts'

const START = Date.parse('2027-01-15T12:34:56.789Z')
const instant = fc.option(fc.integer({ min: START - 50 * DAY, max: START + 90 * DAY }), { nil: null })
const facts = fc
  .record({
    expiry: instant,
    productExpiry: instant,
    fileExpiry: instant,
    issued: fc.integer({ min: START - 50 * DAY, max: START + DAY }),
    graceDays: fc.nat(20),
    mode: fc.constantFrom('online' as const, 'offline' as const),
    overLimit: fc.constantFrom('allow' as const, 'refuse' as const, { days: 3 }),
    usage: fc.constantFrom(null, 5, 50),
    since: fc.constantFrom(null, START - 2 * DAY),
  })
  .map(
    ({ expiry, productExpiry, fileExpiry, issued, graceDays, mode, overLimit, usage, since }) =>
      ({
        license: { expiry, graceDays, overLimit, suspended: false },
        product: { expiry: productExpiry },
        mode,
        fileExpiry,
        issued,
        serverWord: null,
        totalLimit: 10,
        usage,
        daysOverLimit: { ...NOT_OVER, since },
      }) as unknown as ProductFacts,
  )

test('between two foretold moments every standing is the same (issue 12.20)', () => {
  const times = fc.array(fc.integer({ min: 0, max: 100 * DAY }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(facts, fc.integer({ min: -3 * DAY, max: 3 * DAY }), times, (product, ahead, later) => {
      const at = (clock: number) => {
        const { status, mayRun, until, untilOf } = standing(product, { clock, mark: START + ahead })
        return `${status} ${mayRun} ${until} ${untilOf}`
      }
      const next = nextChange(product, { clock: START, mark: START + ahead }) ?? Infinity
      expect(next).toBeGreaterThan(START)
      for (const time of later) if (START + time < next) expect(at(START + time)).toBe(at(START))
      if (Number.isFinite(next)) expect(at(next - 1)).toBe(at(START))
    }),
    { numRuns: 2000 },
  )
})
