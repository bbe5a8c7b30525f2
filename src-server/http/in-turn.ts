// What a client changes, it changes in its turn to write: other requests, other servers and the vendor may have been there
// since it was let in, and what let it in has to hold still (docs/protocol.md#authorization).
import { unauthorized } from '../json-api/errors.ts'
import type { Store } from '../store/store.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { refuse } from './answer.ts'
import { refusalOf } from './authenticate.ts'
import type { AppContext } from './context.ts'

/** `act`: reads and writes under one lock, with the license as it is by then. `how`: see `Store`. */
export function inTurn(
  c: AppContext,
  { store, clock }: Vendor,
  act: () => Response | Promise<Response>,
  how: keyof Pick<Store, 'transaction' | 'write'> = 'transaction',
): Promise<Response> {
  return store[how](async () => {
    const license = await store.licenses.byId(c.get('license').id)
    const refused = license ? refusalOf(license, clock()) : unauthorized('LICENSE_INVALID')
    if (!license || refused) return refuse(c, refused ?? unauthorized('LICENSE_INVALID'))
    c.set('license', license)
    return act()
  })
}
