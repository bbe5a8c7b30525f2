// The routes that this server has, as the table of Keygen's writes them.
import { createApp } from '#server/app.ts'
import type { Vendor } from '#server/vendor/open-vendor.ts'
import { PUBLIC_ROUTES } from './public-routes.ts'

const ACCOUNT = '/v1/accounts/:account'

/** Nothing is asked of the vendor: the routes are the same of each. */
export function routesThere(): ReadonlySet<string> {
  const vendor = { account: { id: '', vendor: { id: '' } }, store: {}, clock: () => 0 } as unknown as Vendor
  const { routes } = createApp(vendor, { logger: { access() {}, failure() {} } })
  const shapes = new Set(
    routes
      .filter(
        ({ method, path }) =>
          method !== 'ALL' && path.startsWith('/v1/') && (path === ACCOUNT || !path.startsWith(ACCOUNT)),
      )
      .map(({ method, path }) => shapeOf(`${method} ${path.slice('/v1'.length)}`)),
  )
  const asked = PUBLIC_ROUTES.flatMap(({ routes: all }) => all)
  return new Set(asked.filter((route) => shapes.has(shapeOf(route))))
}

/** Whatever its variable parts are called. */
const shapeOf = (route: string): string => route.replaceAll(/:\w+|\{\w+\}/g, '*')
