// A message is two short sentences and one action, each of which is read in one breath (issue 13.16).
import { expect, test } from 'vitest'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { longFailure } from '../../support/long-parameters.ts'

const speaker = { vendor: 'VirtualMetric', support: 'licensing@virtualmetric.example' }
/** With parameters as long as they get: two lines of the window that adds a license. */
const LONGEST = 200
const sentences = (text: string) => text.match(/[.?!](?=\s|$)/g)?.length ?? 0

test('what happened, why, and what to do are one short sentence each', () => {
  const tooLong = (Object.keys(ERRORS) as ErrorCode[]).flatMap((code) => {
    const { what, cause, todo } = explain(longFailure(code), messages, speaker)
    return [what, cause, todo]
      .filter((text) => sentences(text) !== 1 || text.length > LONGEST)
      .map((text) => `${code}: ${text}`)
  })
  expect(tooLong).toEqual([])
})

test('the time of a wrong clock is said with that of the server, the difference and what to do', () => {
  const clocks = { serverTime: '2027-03-09T18:00:00.000Z', clock: '2026-03-09T18:00:00.000Z' }
  expect(Object.values(explain({ code: 'clock_off', params: clocks }, messages, speaker)).join(' ')).toBe(
    'The clocks of this machine and of the activation server differ by 365 days. ' +
      'The activation server’s time is 2027-03-09 18:00 UTC; this machine shows 2026-03-09 18:00 UTC. ' +
      'Set the clock of this machine; if it and its time zone are right, tell the vendor or activate offline.',
  )
})
