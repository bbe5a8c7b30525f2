// The vendor's server has a wrong clock: who activates is told that two clocks differ and by how much, and not that this
// machine's is wrong or that the answer is not the vendor's (issue 12.11).
import { afterEach, expect, test } from 'vitest'
import type { Failure } from '#shared/contract/errors.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import { explain } from '#shared/messages/messages.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { notices } from '#shared/messages/en/notices.ts'
import { lineFacts } from '#shared/messages/note-text.ts'
import { DAY } from '#shared/instant.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const MINUTE = 60_000
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test.each([
  ['eight minutes ahead', 8 * MINUTE, 'by 8 minutes'],
  ['eight minutes behind, before the key’s first day', -8 * MINUTE, 'by 8 minutes'],
  ['thirty days behind, before the key’s first day', -30 * DAY, 'by 30 days'],
  ['five hours ahead', 300 * MINUTE, 'by 5 hours'],
])('%s', async (_, wrong, words) => {
  let skew = 0
  const side = await openVendorSide(cleanup, () => Date.now() + skew)
  const desk = install(cleanup, await side.profile())
  const license = await side.sell()
  skew = wrong
  const result = await desk.router.call('licenses.activateOnline', { code: license.key })
  expect(result).toMatchObject({ ok: false, error: { code: 'clock_off' } })
  if (result.ok) return
  const { what, cause, todo } = explain(result.error, en, { vendor: 'V', support: 'S' })
  expect(what).toBe(`The clocks of this machine and of the activation server differ ${words}.`)
  expect(`${cause} ${todo}`).toMatch(/server’s time is .*; this machine shows /)
})

test('a refresh and its line in the log keep both times (issue 13.14)', async () => {
  let skew = 0
  const side = await openVendorSide(cleanup, () => Date.now() + skew)
  const desk = install(cleanup, await side.profile())
  await desk.router.call('licenses.activateOnline', { code: (await side.sell()).key })
  skew = 5 * 60 * MINUTE
  const refreshed = await desk.router.call('licenses.refresh', {})
  if (!refreshed.ok) throw new Error(refreshed.error.code)
  expect(refreshed.value.checked[0]?.problem).toBe('clock_off')
  const { clocks } = refreshed.value
  expect(Date.parse(clocks?.serverTime ?? '') - Date.parse(clocks?.clock ?? '')).toBeGreaterThan(299 * MINUTE)
  const log = await desk.router.call('activity.list', { limit: 1 })
  expect(log).toMatchObject({ value: { entries: [{ action: 'refresh', result: 'clock_off', clocks }] } })
})

test.each([
  ['behind, before the key’s first day', -40 * DAY, 'warning'],
  ['ahead', 40 * DAY, 'ok'],
])('no green line of doctor vouches for an answer 40 days %s', async (_, wrong, state) => {
  let skew = 0
  const side = await openVendorSide(cleanup, () => Date.now() + skew)
  const desk = install(cleanup, await side.profile())
  skew = wrong
  const tested = await desk.router.call('connection.test', {})
  if (!tested.ok) throw new Error(tested.error.code)
  const line = (step: string) => tested.value.lines.find((one) => one.step === step)
  expect(line('clock')).toMatchObject({ state: 'failed', problem: { code: 'clock_off' } })
  // One that its key may make at that date is genuine, and says no more.
  expect(line('signature')?.state).toBe(state)
})

test('a later time that the vendor signed blames neither clock: not in doctor, the notices, or the refusal (issue 12.11)', () => {
  const [clock, signed] = ['2026-11-27T16:36:00.000Z', '2026-11-27T16:40:00.000Z']
  const line = {
    step: 'machine_clock',
    detail: `${clock} < ${signed}`,
    note: 'clock_slightly_behind',
  } as const
  const { what, cause, todo } = explain({ code: 'clock_before_signed', params: { signed, clock } }, en, {
    vendor: 'V',
    support: 'S',
  })
  const texts = [
    lineFacts(line, 'linux', en).note,
    `${notices.clockBehind(signed, clock)} ${notices.clockBehindText(clock, signed, true)}`,
    `${what} ${cause} ${todo}`,
  ]
  for (const text of texts) {
    expect(text).toMatch(/differ by 4 minutes/)
    expect(text).toMatch(/if it is wrong/)
    expect(text).not.toMatch(/behind [^s]/)
  }
})

const SPEAKER = { vendor: 'V', support: 'S' }
function wordsOf(problem: Failure | null): readonly string[] {
  if (problem === null) return []
  const { what, cause, todo } = explain(problem, en, SPEAKER)
  return [what, cause, todo]
}

/** Whatever a refresh, doctor, the gate and the notices say, each text by itself. */
async function said(desk: Installation, product: string): Promise<string[]> {
  const refreshed = must(await desk.router.call('licenses.refresh', {}))
  const { lines: ofMachine } = must(await desk.router.call('machine.examine', {}))
  const { lines: ofServer } = must(await desk.router.call('connection.test', {}))
  const checked = await desk.router.call('licenses.check', { product })
  const { clock } = must(await desk.router.call('licenses.list', {}))
  return [
    ...refreshed.checked.flatMap(({ problem }) =>
      problem === null ? [] : explainCode(problem, en, SPEAKER, '').what,
    ),
    ...[...ofMachine, ...ofServer].flatMap((line) => {
      const { detail, note } = lineFacts(line, 'linux', en)
      return [detail, note, wordsOf(line.problem).join(' ')]
    }),
    ...(checked.ok ? [] : wordsOf(checked.error as Failure)),
    ...(clock.state === 'ok' || clock.mark === null
      ? []
      : [notices.clockBehind(clock.mark, clock.now), notices.clockBehindText(clock.now, clock.mark, true)]),
  ].filter((text) => text !== '')
}

/** To set this machine’s clock is said with an “if”, whichever clock is the odd one. */
const blames = (text: string): boolean =>
  text
    .split(/[.;:]/)
    .some(
      (part) => /\bset (it|its|the clock)\b|\bis (behind|ahead|wrong)/i.test(part) && !/\bif\b/.test(part),
    )

test.each([
  ['four minutes ahead', 4 * MINUTE, null],
  ['eight minutes ahead', 8 * MINUTE, 'by 8 minutes'],
  ['ten minutes behind', -10 * MINUTE, 'by 10 minutes'],
])(
  'a server that is %s: neither refresh nor doctor blames this machine (issue 12.11)',
  async (_, wrong, differ) => {
    let skew = 0
    const side = await openVendorSide(cleanup, () => Date.now() + skew)
    const desk = install(cleanup, await side.profile())
    must(
      await desk.router.call('licenses.activateOnline', {
        code: (await side.sell({ products: ['storage'] })).key,
      }),
    )
    skew = wrong
    const texts = await said(desk, 'storage')
    expect(texts.filter((text) => blames(text))).toEqual([])
    if (differ !== null) expect(texts.join(' ')).toContain(differ)
    // Nor does a product stop because of it.
    expect(must(await desk.router.call('licenses.check', { product: 'storage' })).mayRun).toBe(true)
  },
)
