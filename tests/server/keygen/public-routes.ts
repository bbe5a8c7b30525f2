// Every route of Keygen's API that a license key may call, by what it is about.

export interface PublicRoutes {
  readonly about: string
  readonly routes: readonly string[]
  /** Of those that are not there. */
  readonly why?: string
}

const NO_RELEASES = 'releases are not kept here: this server is for activation'

const listAndOne = (below: string, kinds: readonly string[]): readonly string[] =>
  kinds.flatMap((kind) => [`GET ${below}${kind}`, `GET ${below}${kind}/{one}`])

export const PUBLIC_ROUTES: readonly PublicRoutes[] = [
  {
    about: 'Validation',
    routes: [
      'POST /licenses/actions/validate-key',
      'POST /licenses/{id}/actions/validate',
      'GET /licenses/{id}/actions/validate',
    ],
  },
  {
    about: 'Machines',
    routes: [
      'GET /machines',
      'POST /machines',
      'GET /machines/{id}',
      'PATCH /machines/{id}',
      'PUT /machines/{id}',
      'DELETE /machines/{id}',
      'POST /machines/{id}/actions/ping',
      'POST /machines/{id}/actions/ping-heartbeat',
      'POST /machines/{id}/actions/check-out',
      'GET /machines/{id}/actions/check-out',
      'POST /machines/{id}/actions/generate-offline-proof',
      'GET /machines/{id}/license',
      'GET /machines/{id}/product',
      'GET /machines/{id}/group',
      'GET /machines/{id}/owner',
      'GET /machines/{id}/user',
      'GET /machines/{id}/components',
      'GET /machines/{id}/components/{component}',
      'GET /machines/{id}/processes',
      'GET /machines/{id}/processes/{process}',
    ],
    why: 'a proof is signed by RSA; a machine file says more',
  },
  {
    about: 'Licenses',
    routes: [
      'GET /licenses/{id}',
      'POST /licenses/{id}/actions/check-in',
      'POST /licenses/{id}/actions/increment-usage',
      'POST /licenses/{id}/actions/check-out',
      'GET /licenses/{id}/actions/check-out',
      'GET /licenses/{id}/machines',
      'GET /licenses/{id}/machines/{machine}',
      'GET /licenses/{id}/entitlements',
      'GET /licenses/{id}/entitlements/{entitlement}',
      'GET /licenses/{id}/product',
      'GET /licenses/{id}/policy',
      'GET /licenses/{id}/group',
      'GET /licenses/{id}/owner',
      'GET /licenses/{id}/user',
      'GET /licenses/{id}/users',
      'GET /licenses/{id}/users/{user}',
    ],
  },
  {
    about: 'Who asks, and what belongs to it',
    routes: [
      'GET /ping',
      'GET /me',
      'GET /profile',
      'GET /accounts/{account}',
      'GET /entitlements',
      'GET /entitlements/{id}',
      'GET /products',
      'GET /products/{id}',
      'GET /policies',
      'GET /policies/{id}',
      'GET /users',
      'GET /users/{id}',
      'GET /groups',
      'GET /groups/{id}',
      'GET /groups/{id}/owners',
      'GET /groups/{id}/owners/{owner}',
    ],
    why: 'there are no groups here',
  },
  {
    about: 'Tokens',
    routes: ['GET /tokens', 'GET /tokens/{id}', 'PUT /tokens', 'PUT /tokens/{id}', 'DELETE /tokens/{id}'],
    why: 'this server gives out no tokens; Keygen answers 404 as well to a license key, which has none',
  },
  {
    about: 'Components',
    routes: [
      'GET /components',
      'POST /components',
      'GET /components/{id}',
      'PATCH /components/{id}',
      'PUT /components/{id}',
      'DELETE /components/{id}',
      'GET /components/{id}/product',
      'GET /components/{id}/license',
      'GET /components/{id}/machine',
    ],
  },
  {
    about: 'Processes',
    routes: [
      'GET /processes',
      'POST /processes',
      'GET /processes/{id}',
      'PATCH /processes/{id}',
      'DELETE /processes/{id}',
      'POST /processes/{id}/actions/ping',
      'GET /processes/{id}/product',
      'GET /processes/{id}/license',
      'GET /processes/{id}/machine',
    ],
  },
  {
    about: 'Whether it runs',
    routes: ['GET /health', 'GET /health/webhooks'],
    why: 'nothing is sent to webhooks here',
  },
  {
    about: 'Releases',
    routes: [
      'GET /releases',
      'GET /releases/{id}',
      'GET /releases/actions/upgrade',
      'GET /releases/{id}/upgrade',
      'GET /releases/{id}/product',
      'GET /releases/{id}/package',
      ...listAndOne('/releases/{id}/', ['artifacts', 'entitlements', 'constraints']),
      ...listAndOne('/products/{id}/', [
        'releases',
        'packages',
        'artifacts',
        'platforms',
        'arches',
        'channels',
        'engines',
      ]),
      ...listAndOne('/', ['artifacts', 'packages', 'platforms', 'arches', 'channels', 'engines']),
      'GET /artifacts/{id}/{filename}',
    ],
    why: NO_RELEASES,
  },
  {
    about: 'Releases, as package managers ask for them',
    routes: [
      'GET /engines/pypi/simple/',
      'GET /engines/pypi/simple/{package}/',
      'GET /engines/tauri/{package}',
      'GET /engines/raw/{product}/{release}/{artifact}',
      'GET /engines/rubygems/…',
      'GET /engines/npm/{package}',
      'GET /engines/oci/…',
    ],
    why: NO_RELEASES,
  },
]

/** The public route, or another of Keygen's, that a row's question is of; null: it is of none that is in the table. */
export function routeOf(ask: string): string | null {
  const [method = '', target = ''] = ask.split(' ')
  const path = (target.split('?', 1)[0] ?? '').replace(/^\/accounts\/\$account(?=\/)/, '')
  const parts = path.split('/')
  const fits = (route: string) => {
    const [its = '', pattern = ''] = route.split(' ')
    const names = pattern.split('/')
    return (
      its === method &&
      names.length === parts.length &&
      names.every((name, at) => name.startsWith('{') || name === parts[at])
    )
  }
  return PUBLIC_ROUTES.flatMap(({ routes }) => routes).find(fits) ?? null
}
