// Requests made up at random to each route: never a fault of the server, always signed, nothing in the log of who asked
// (issues 10 and 18, “Done when”).
import { expect, it } from 'vitest'
import { licenseJson } from '#server/cli/describe-license.ts'
import { randomFrom } from '#tests/support/random.ts'
import { routesThere, shapeOf } from '../keygen/routes-there.ts'
import { appRoutes } from '../support/app-routes.ts'
import { fuzz, serveLogged } from '../support/fuzz.ts'

it('no request gets a 500 or leaves a code in the log, every answer is signed, and the back office works on', async () => {
  const logged = await serveLogged(10)
  const { faults, statuses, reached } = await fuzz(logged, 1300, randomFrom(20_270_115))
  expect(faults).toEqual([])
  expect(logged.failures).toEqual([])
  expect(Object.keys(statuses)).toEqual(
    expect.arrayContaining(['200', '201', '204', '400', '401', '404', '413', '422', '429']),
  )
  expect(appRoutes().filter((route) => !reached.has(route))).toEqual([])
  const shapes = new Set([...reached].map(shapeOf))
  expect([...routesThere()].filter((route) => !shapes.has(shapeOf(route)))).toEqual([])
  const { vendor } = logged.server
  const all = await vendor.store.licenses.list({ limit: 100, offset: 0 })
  const shown = await Promise.all(all.map((license) => licenseJson(vendor, license)))
  expect(shown.map(({ status }) => status)).toEqual(['active', 'active', 'active'])
})
