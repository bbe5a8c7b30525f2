// A thousand requests made up at random: never a fault of the server, always signed (issue 10, “Done when”).
import { expect, it } from 'vitest'
import { licenseJson } from '#server/cli/describe-license.ts'
import { randomFrom } from '#tests/support/random.ts'
import { serveBackOffice } from '../support/client.ts'
import { fuzz } from '../support/fuzz.ts'

it('no request gets a 500, every answer is signed, and the back office works on', async () => {
  const failures: unknown[] = []
  const logger = { access: () => {}, failure: (_: string, error: unknown) => void failures.push(error) }
  const server = await serveBackOffice({ logger, guessLimit: { perWindow: 10, windowSeconds: 60 } })
  const { faults, statuses } = await fuzz(server, 1000, randomFrom(20_270_115))
  expect(faults).toEqual([])
  expect(failures).toEqual([])
  expect(Object.keys(statuses)).toEqual(
    expect.arrayContaining(['200', '201', '204', '400', '401', '404', '413', '422', '429']),
  )
  const all = server.vendor.store.licenses.list({ limit: 100, offset: 0 })
  expect(all.map((license) => licenseJson(server.vendor, license).status)).toEqual([
    'active',
    'active',
    'active',
  ])
})
