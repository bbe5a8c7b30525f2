// Dates: the vendor's day is the same everywhere, an instant is in the person's own time.
import { afterAll, describe, expect, test, vi } from 'vitest'

/** The page's own types know no Node. */
declare const process: { readonly env: Record<string, string | undefined> }

const zoneBefore = process.env['TZ']
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ']
  else process.env['TZ'] = zoneBefore
})

async function formatsIn(timeZone: string) {
  process.env['TZ'] = timeZone
  vi.resetModules()
  return import('../../../src-renderer/ui/formats.ts')
}

describe('a date', () => {
  test.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles'])(
    'at the end of a day is that day in %s',
    async (zone) => {
      const { dayText, endText } = await formatsIn(zone)
      expect(dayText('2027-02-28T23:59:59.999Z')).toMatch(/28/)
      expect(dayText('9999-12-31T23:59:59.999Z')).toMatch(/31.*9999/)
      expect(endText('2027-02-28T23:59:59.999Z')).toBe(dayText('2027-02-28T23:59:59.999Z'))
    },
  )

  test.each(['UTC', 'Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu'])(
    'with its time, put together from kept parts, is written as the locale writes it in %s',
    async (zone) => {
      const { minuteText, plainDates } = await formatsIn(zone)
      const whole = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
      for (let hours = 0; hours < 24 * 400; hours += 7) {
        const at = new Date(Date.UTC(2026, 0, 1, hours, hours % 60))
        expect(plainDates.minute(at.toISOString())).toBe(whole.format(at))
        expect(minuteText(at.toISOString())).toMatch(/^\S+\u00a0\d+,\u00a0\d+, \d+:\d+\u00a0[AP]M$/)
      }
    },
  )
})

test('nothing of the locale is made before it is needed: the start of the page does not wait for it', async () => {
  const spies = (['Collator', 'DateTimeFormat', 'NumberFormat', 'Segmenter'] as const).map((name) =>
    vi.spyOn(Intl, name),
  )
  vi.resetModules()
  await import('../../../src-renderer/features/licensing/table/prepare-locale.ts')
  await import('../../../src-shared/cut-text.ts')
  const made = spies.map((spy) => spy.mock.calls.length)
  for (const spy of spies) spy.mockRestore()
  expect(made).toEqual([0, 0, 0, 0])
})
