import { afterEach, describe, expect, test } from 'vitest'
import type { Scheduler } from '#main/core/ports/scheduler.ts'
import { DAY } from '#shared/instant.ts'
import { standBetween, type Between } from '#tests/support/between.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
const HOUR = 3_600_000

/** Runs when the test says that time has passed. */
class HandScheduler implements Scheduler {
  readonly tasks: (() => void)[] = []
  #arranged = Promise.withResolvers<undefined>()

  after(milliseconds: number, task: () => void): () => void {
    expect(milliseconds).toBe(HOUR)
    this.tasks.push(task)
    this.#arranged.resolve(undefined)
    return () => void this.tasks.splice(this.tasks.indexOf(task), 1)
  }

  /** A look is over when the next one is arranged. */
  async idle(): Promise<void> {
    await this.#arranged.promise
    this.#arranged = Promise.withResolvers()
  }
}

async function host(change: { offlineOnly?: boolean } = {}) {
  const clock = { at: Date.now() }
  const now = () => clock.at
  const vendor = await openVendorSide(cleanup, now)
  const between = await standBetween(cleanup, vendor.url, () => undefined)
  const profile = await vendor.profile(between.url)
  const scheduler = new HandScheduler()
  const desk = install(cleanup, profile, { clock: now, scheduler })
  const started = (one: Installation) => {
    cleanup.add(one.automaticRefresh.start())
    return scheduler.idle()
  }
  const offline = install(
    cleanup,
    { ...profile, ...change },
    { clock: now, scheduler, dataDir: desk.dataDir, machineId: null },
  )
  return { vendor, between, desk, offline, scheduler, clock, started, now, profile }
}

async function hoursPass(
  hours: number,
  { scheduler, clock }: { scheduler: HandScheduler; clock: { at: number } },
) {
  for (let hour = 0; hour < hours; hour += 1) {
    clock.at += HOUR
    scheduler.tasks.shift()?.()
    await scheduler.idle()
  }
}

async function activate(desk: Installation, code: string, between: Between): Promise<void> {
  must(await desk.router.call('licenses.activateOnline', { code }))
  between.passed.splice(0)
}
const checks = async (desk: Installation) =>
  must(await desk.router.call('activity.list', { action: 'automatic_check' })).entries

test('a host checks when it starts and then once a day, and says what changed', async () => {
  const { vendor, between, desk, scheduler, clock, started } = await host()
  const license = await vendor.sell()
  await activate(desk, license.key, between)
  clock.at += DAY
  await started(desk)
  expect(between.passed).toHaveLength(2)
  expect(await checks(desk)).toMatchObject([{ result: 'ok', host: 'cli', changes: [] }])
  await vendor.update(license, { products: ['virtualization:32'] })
  await hoursPass(21, { scheduler, clock })
  expect(between.passed).toHaveLength(2)
  await hoursPass(6, { scheduler, clock }) // 24 h, two more or less
  expect(between.passed).toHaveLength(4)
  const [latest] = await checks(desk)
  expect(latest?.changes[0]).toMatchObject({ kind: 'limit', from: 16, to: 32 })
})

test('a shorter interval counts from the next look on, and for what is fresh (issue 16)', async () => {
  const { vendor, between, desk, scheduler, clock, started } = await host()
  await activate(desk, (await vendor.sell()).key, between)
  clock.at += DAY
  await started(desk)
  between.passed.splice(0)
  await hoursPass(7, { scheduler, clock })
  expect(between.passed).toHaveLength(0)
  must(await desk.router.call('settings.set', { checkIntervalHours: 6 }))
  await hoursPass(1, { scheduler, clock })
  expect(between.passed).toHaveLength(2)
  await hoursPass(4, { scheduler, clock })
  expect(between.passed).toHaveLength(2)
  await hoursPass(3, { scheduler, clock })
  expect(between.passed).toHaveLength(4)
})

test('a day passes on a machine that slept, and on one whose clock was set back', async () => {
  const { vendor, between, desk, scheduler, clock, started } = await host()
  await activate(desk, (await vendor.sell()).key, between)
  clock.at += DAY
  await started(desk)
  clock.at += 30 * HOUR
  await hoursPass(1, { scheduler, clock })
  expect(between.passed).toHaveLength(4)
  clock.at -= 10 * DAY
  await hoursPass(1, { scheduler, clock })
  expect(between.passed.length).toBeGreaterThan(4)
})

test('what was checked within twenty hours is not checked again, whoever did it', async () => {
  const { vendor, between, desk, profile, scheduler, clock, now, started } = await host()
  await activate(desk, (await vendor.sell()).key, between)
  const other = () =>
    install(cleanup, profile, { clock: now, scheduler, dataDir: desk.dataDir, machineId: null })
  await started(desk)
  await started(other())
  expect(between.passed).toHaveLength(0)
  clock.at += 20 * HOUR
  await activate(desk, (await vendor.sell()).key, between)
  await started(other())
  expect(await checks(desk)).toHaveLength(1)
  expect(between.passed).toHaveLength(2) // the older of the two licenses alone
})

test('nothing is asked where there are offline licenses only, or the installation is offline only', async () => {
  const { vendor, between, desk, offline, clock, started } = await host({ offlineOnly: true })
  const license = await vendor.sell()
  const offlineKey = await vendor.answer(license, await desk.uniqueKey())
  must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
  clock.at += 3 * DAY
  await started(desk)
  await activate(desk, (await vendor.sell()).key, between)
  clock.at += 3 * DAY
  await started(offline)
  expect(between.passed).toHaveLength(0)
  expect(await checks(desk)).toEqual([])
})

test('a server that is away costs nothing but a line in the log', async () => {
  const { vendor, between, desk, clock, started } = await host()
  const license = await vendor.sell()
  await activate(desk, license.key, between)
  clock.at += DAY
  between.bend = (_, __, response) => {
    response.destroy()
    return 'taken'
  }
  await started(desk)
  expect(await checks(desk)).toMatchObject([
    { result: 'server_unreachable', problems: [{ license: license.id, code: 'server_unreachable' }] },
  ])
  const { licenses } = must(await desk.router.call('licenses.list', {}))
  expect(licenses).toMatchObject([{ status: 'active', mayRun: true }])
})

describe('a check that failed since the server was away (issue 12.5)', () => {
  async function away() {
    const made = await host()
    const license = await made.vendor.sell()
    await activate(made.desk, license.key, made.between)
    made.clock.at += DAY
    made.between.bend = (answer) => {
      Object.assign(answer, { status: 503, headers: { 'retry-after': '3600' }, body: '' })
      return undefined
    }
    await made.started(made.desk)
    return { ...made, license }
  }

  test('is tried again within hours, and then once a day', async () => {
    const { between, desk, scheduler, clock } = await away()
    between.bend = () => undefined
    await hoursPass(2, { scheduler, clock })
    expect((await checks(desk)).map(({ result }) => result)).toEqual(['ok', 'server_error'])
    await hoursPass(20, { scheduler, clock })
    expect(await checks(desk)).toHaveLength(2)
    await hoursPass(6, { scheduler, clock })
    expect(await checks(desk)).toHaveLength(3)
  })

  test('is tried less and less often, and never less than once a day', async () => {
    const { desk, scheduler, clock } = await away()
    const tries: number[] = []
    for (let hour = 1; hour <= 96; hour += 1) {
      const before = (await checks(desk)).length
      await hoursPass(1, { scheduler, clock })
      if ((await checks(desk)).length > before) tries.push(hour)
    }
    const waits = tries.map((hour, at) => hour - (tries[at - 1] ?? 0))
    expect(waits[0]).toBeLessThanOrEqual(2)
    expect(waits.slice(0, 5)).toEqual(waits.slice(0, 5).toSorted((a, b) => a - b))
    expect(tries.length).toBeGreaterThan(6)
    expect(tries.length).toBeLessThan(10)
    expect(Math.max(...waits)).toBeLessThanOrEqual(27) // a day, two hours more or less, and the hour of the look
  })

  test('but not where the server refused: it would refuse again', async () => {
    const { vendor, between, desk, scheduler, clock, license } = await away()
    between.bend = () => undefined
    await vendor.suspend(license)
    await hoursPass(20, { scheduler, clock })
    expect((await checks(desk)).map(({ result }) => result)).toEqual(['license_suspended', 'server_error'])
  })
})

test('a seat that waits to be given back is settled', async () => {
  const { vendor, between, desk, started } = await host()
  const license = await vendor.sell()
  await activate(desk, license.key, between)
  between.bend = (_, __, response) => {
    response.destroy()
    return 'taken'
  }
  must(await desk.router.call('licenses.deactivate', { id: license.id, whenServerIsAway: 'mark' }))
  between.bend = () => undefined
  await started(desk)
  expect(await vendor.vendor.store.machines.countOf(license.id)).toBe(0)
  expect(must(await desk.router.call('licenses.list', {})).returns).toEqual([])
})

test('a host that stopped checks no more', async () => {
  const { vendor, between, desk, scheduler, clock } = await host()
  await activate(desk, (await vendor.sell()).key, between)
  const stop = desk.automaticRefresh.start()
  await scheduler.idle()
  stop()
  expect(scheduler.tasks).toEqual([])
  clock.at += 2 * DAY
  expect(between.passed).toHaveLength(0)
})
