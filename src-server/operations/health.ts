// Whether this server is well, for a balancer and a monitor (docs/vendor-guide.md#serve). No part of the API: nothing is signed
// or logged, nothing of a license is said, and whoever asks shows no code.
import { Hono } from 'hono'
import { Fault } from '../fault.ts'
import { onceATurn } from '../http/once-a-turn.ts'
import { databaseFault } from '../store/database-fault.ts'
import { refuseUnfit } from '../vendor/fit-to-sign.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** Seconds. */
const ASK_AGAIN = '5'
const HEADERS = { 'Cache-Control': 'no-store' }

/**
 * Throws where a client would get no answer that holds: another database, or none, is in the place of the one that was
 * opened, it cannot be read, the signing key is not to be used, or the clock is before that key's first day.
 */
async function refuseUnready(vendor: Vendor): Promise<void> {
  await vendor.store.refuseReplaced()
  await refuseUnfit(vendor)
  await vendor.keys.active()
  await vendor.store.account.read()
}

/** Null: it is ready. Else the code of the fault, as the log has it. */
export async function unreadyFor(vendor: Vendor): Promise<string | null> {
  try {
    await refuseUnready(vendor)
    return null
  } catch (error) {
    const fault = databaseFault(error) ?? error
    return fault instanceof Fault ? fault.code : 'internal_error'
  }
}

/** `/healthz`: the process answers. `/readyz`: it can do its work; else 503, with why. */
export function healthRoutes(vendor: Vendor): Hono {
  const routes = new Hono()
  let unready: string | null = null
  const look = onceATurn(async () => void (unready = await unreadyFor(vendor)))
  routes.get('/healthz', (c) => c.text('ok\n', 200, HEADERS))
  routes.get('/readyz', async (c) => {
    await look()
    if (unready === null) return c.text('ready\n', 200, HEADERS)
    return c.text(`not ready: ${unready}\n`, 503, { ...HEADERS, 'Retry-After': ASK_AGAIN })
  })
  return routes
}
