// Every route that the server's app has below /v1, so that no list of them can fall behind it.
import { createApp } from '#server/app.ts'
import type { Vendor } from '#server/vendor/open-vendor.ts'

const ACCOUNT = '/v1/accounts/:account'

/** Each once, as `GET /machines/:id`: those below the account's address are the same. Nothing is asked of the vendor. */
export function appRoutes(): readonly string[] {
  const vendor = { account: { id: '', vendor: { id: '' } }, store: {}, clock: () => 0 } as unknown as Vendor
  const { routes } = createApp(vendor, { logger: { access() {}, failure() {} } })
  const own = routes.filter(
    ({ method, path }) =>
      method !== 'ALL' && path.startsWith('/v1/') && (path === ACCOUNT || !path.startsWith(ACCOUNT)),
  )
  return [...new Set(own.map(({ method, path }) => `${method} ${path.slice('/v1'.length)}`))]
}
