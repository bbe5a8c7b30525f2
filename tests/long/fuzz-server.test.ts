// Ten thousand requests made up at random: never a fault of the server, always signed (issue 10, “Done when”).
import { expect, test } from 'vitest'
import { randomFrom } from '#tests/support/random.ts'
import { seed } from '#tests/support/rounds.ts'
import { serveBackOffice } from '../server/support/client.ts'
import { fuzz } from '../server/support/fuzz.ts'

test('no request gets a 500, and every answer is signed', async () => {
  const failures: unknown[] = []
  const logger = { access: () => {}, failure: (_: string, error: unknown) => void failures.push(error) }
  const server = await serveBackOffice({ logger, guessLimit: { perWindow: 400, windowSeconds: 60 } })
  const { faults, statuses, tried } = await fuzz(server, 10_000, randomFrom(seed()))
  console.log(`${tried} requests: ${JSON.stringify(statuses)}`)
  expect(faults).toEqual([])
  expect(failures).toEqual([])
})
