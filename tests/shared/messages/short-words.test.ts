// A message is two short sentences and one action, each of which is read in one breath (issue 13.16).
import { expect, test } from 'vitest'
import { ERRORS, errorsOf, type ErrorCode } from '#shared/contract/errors.ts'
import { messages } from '#shared/messages/en/messages.ts'
import type { Doing } from '#shared/messages/explanation.ts'
import { explain } from '#shared/messages/messages.ts'
import { longFailure } from '../../support/long-parameters.ts'

const speaker = { vendor: 'VirtualMetric', support: 'licensing@virtualmetric.example' }
/** With parameters as long as they get: two lines of the window that adds a license. */
const LONGEST = 200
const sentences = (text: string) => text.match(/[.?!](?=\s|$)/g)?.length ?? 0

const CODES = Object.keys(ERRORS) as ErrorCode[]
const DOING: readonly Doing[] = ['activate', 'refresh', 'deactivate', 'give_back']

test('what happened, why, and what to do are one short sentence each', () => {
  const tooLong = CODES.flatMap((code) =>
    DOING.flatMap((doing) =>
      Object.values(explain(longFailure(code), messages, { ...speaker, doing }))
        .filter((text: string) => sentences(text) !== 1 || text.length > LONGEST)
        .map((text) => `${code}, ${doing}: ${text}`),
    ),
  )
  expect(tooLong).toEqual([])
})

test('the time of a wrong clock is said with that of the server, the difference and what to do', () => {
  const clocks = { serverTime: '2027-03-09T18:00:00.000Z', clock: '2026-03-09T18:00:00.000Z' }
  expect(Object.values(explain({ code: 'clock_off', params: clocks }, messages, speaker)).join(' ')).toBe(
    'The clocks of this machine and of the activation server differ by 365 days. ' +
      'The activation server’s time is 2027-03-09 18:00 UTC; this machine shows 2026-03-09 18:00 UTC. ' +
      'Set the clock of this machine if it or its time zone is wrong; if both are right, tell the vendor, or activate offline.',
  )
})

test.each(DOING)('no failure of the network sends who wants to %s to another action (issue 12)', (doing) => {
  const sending = errorsOf('way', 'server_away', 'server_refusal').filter((code) => {
    const { what, todo } = explain(longFailure(code), messages, { ...speaker, doing })
    return !OF_ACTIVATION.has(code) && /\bactivat(e|ion)\b(?! server| Desk|-desk)/i.test(`${what} ${todo}`)
  })
  expect(sending).toEqual(doing === 'activate' ? expect.arrayContaining(['server_timeout']) : [])
})

/** Nothing else ends in them. */
const OF_ACTIVATION: ReadonlySet<string> = new Set(['machine_of_other_license', 'machine_limit_reached'])
