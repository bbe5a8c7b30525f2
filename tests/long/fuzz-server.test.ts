// Ten thousand requests made up at random: never a fault of the server, always signed, nothing in the log of who asked
// (issues 10 and 18, “Done when”).
import { expect, test } from 'vitest'
import { randomFrom } from '#tests/support/random.ts'
import { seed } from '#tests/support/rounds.ts'
import { appRoutes } from '../server/support/app-routes.ts'
import { fuzz, serveLogged } from '../server/support/fuzz.ts'

test('no request gets a 500 or leaves a code in the log, and every answer is signed', async () => {
  const logged = await serveLogged(400)
  const { faults, statuses, reached, tried } = await fuzz(logged, 10_000, randomFrom(seed()))
  console.log(`${tried} requests to ${appRoutes().length} routes: ${JSON.stringify(statuses)}`)
  expect(faults).toEqual([])
  expect(logged.failures).toEqual([])
  expect(appRoutes().filter((route) => !reached.has(route))).toEqual([])
})
