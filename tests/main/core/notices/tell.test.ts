// Notices of a machine with real licenses: after the look at the server, once, and not to whoever wants none.
import { afterEach, expect, test } from 'vitest'
import type { Notice } from '#main/core/ports/notifier.ts'
import { DAY, HOUR } from '#shared/instant.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function desk() {
  const clock = { at: Date.now() }
  const now = () => clock.at
  const vendor = await openVendorSide(cleanup, now)
  const shown: Notice[] = []
  let looked = Promise.withResolvers<undefined>()
  let look: () => void = () => undefined
  const scheduler = {
    after(_: number, task: () => void) {
      look = task
      looked.resolve(undefined)
      return () => undefined
    },
  }
  const notifier = { show: (notice: Notice) => void shown.push(notice) }
  const installed = install(cleanup, await vendor.profile(), { clock: now, scheduler, notifier })
  return {
    ...installed,
    vendor,
    clock,
    start: async () => {
      cleanup.add(installed.automaticRefresh.start())
      await looked.promise
    },
    /** What an hour later is told. */
    after: async (milliseconds: number) => {
      clock.at += milliseconds
      looked = Promise.withResolvers()
      look()
      await looked.promise
      return shown.splice(0).map(({ kind, of }) => [kind, of[0]?.license.id])
    },
    shown,
  }
}

test('a suspension that the automatic refresh finds is told once, and its row is named', async () => {
  const { router, vendor, start, after, shown } = await desk()
  const license = await vendor.sell()
  must(await router.call('licenses.activateOnline', { code: license.key }))
  await start()
  expect(shown).toEqual([])
  await vendor.suspend(license)
  expect(await after(DAY + 3 * HOUR)).toEqual([['stopped', license.id]])
  expect(await after(HOUR)).toEqual([])
  expect(await after(DAY + 3 * HOUR)).toEqual([])
})

test('who switched notifications off hears nothing, and hears it once they are on', async () => {
  const { router, vendor, start, after } = await desk()
  const license = await vendor.sell()
  must(await router.call('licenses.activateOnline', { code: license.key }))
  must(await router.call('preferences.set', { notifications: false }))
  await start()
  await vendor.suspend(license)
  expect(await after(DAY + 3 * HOUR)).toEqual([])
  must(await router.call('preferences.set', { notifications: true }))
  expect(await after(HOUR)).toEqual([['stopped', license.id]])
  const { notified } = must(await router.call('preferences.get', {}))
  expect(Object.keys(notified).every((key) => key.startsWith(`stopped ${license.id}/`))).toBe(true)
  expect(notified).not.toEqual({})
})

test('a server that is away for three days is told of', async () => {
  const { router, vendor, start, after } = await desk()
  const license = await vendor.sell()
  must(await router.call('licenses.activateOnline', { code: license.key }))
  await start()
  await vendor.stop()
  expect(await after(2 * DAY)).toEqual([])
  expect(await after(DAY + HOUR)).toEqual([['not_refreshed', license.id]])
  expect(await after(DAY)).toEqual([])
})
