// Components of machines: telling of them, reading, renaming and deleting them (docs/protocol.md#components).
import { Hono } from 'hono'
import { addComponent, deleteComponent, renameComponent } from '../activation/machine-components.ts'
import { answer, answerNothing, isFound, refuse, refuseAll } from '../http/answer.ts'
import { authenticate } from '../http/authenticate.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import type { GuessLimit } from '../http/guess-limit.ts'
import { inTurn } from '../http/in-turn.ts'
import { answerList, type List } from '../http/page.ts'
import { queryOf } from '../http/query.ts'
import { readBody } from '../http/read-body.ts'
import { componentResource } from '../json-api/component-resource.ts'
import { NOT_PERMITTED, notFound, unprocessable } from '../json-api/errors.ts'
import { accountPath } from '../json-api/resource.ts'
import { MOST_COMPONENTS, type Component, type ComponentSearch } from '../store/components.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { changedComponent, componentProblems, newComponent } from './component-body.ts'
import { ofOwnMachine, ownMachine } from './own-license.ts'
import { ownResources } from './own-resources.ts'

export function componentRoutes(vendor: Vendor, guesses: GuessLimit): Hono<AppEnv> {
  const routes = new Hono<AppEnv>()
  const authenticated = authenticate(vendor, guesses)
  const own = ownResources(vendor)
  const { components } = vendor.store
  /** With the component that the path names. */
  const ofOwn =
    (act: (c: AppContext, component: Component) => Response | Promise<Response>, name = 'id') =>
    async (c: AppContext) => {
      const component = await components.find({ licenseId: c.get('license').id }, c.req.param(name) ?? '')
      return component ? act(c, component) : refuse(c, notFound('component'))
    }
  const shown = (c: AppContext, component: Component) =>
    componentResource(vendor.account.id, component, c.get('license'))
  const show = (c: AppContext, component: Component) => answer(c, { data: shown(c, component) })

  routes.get('/components', authenticated, (c) =>
    answerList(c, listOfComponents(c, vendor, queryOf(c)['machine'] || undefined)),
  )
  routes.post('/components', authenticated, async (c) => {
    const body = await readBody(c, newComponent)
    if (!body.ok) return refuse(c, body.error)
    const { attributes, relationships } = body.value.data
    const machine = await ownMachine(c, vendor, relationships.machine.data.id.toLowerCase())
    if (!machine) return refuse(c, NOT_PERMITTED)
    const problems = componentProblems(attributes)
    if (isFound(problems)) return refuseAll(c, problems)
    const described = { ...attributes, metadata: attributes.metadata ?? {} }
    return inTurn(c, vendor, async () => {
      const added = await addComponent(vendor.store, c.get('license'), machine, described, vendor.clock())
      if (!added.ok) return refuse(c, added.error ? REFUSED[added.error] : notFound('machine'))
      return answer(c, { data: shown(c, added.value) }, 201, {
        Location: accountPath(vendor.account.id, 'components', added.value.id),
      })
    })
  })

  routes.get('/components/:id', authenticated, ofOwn(show))
  for (const method of ['PATCH', 'PUT'])
    routes.on(
      method,
      '/components/:id',
      authenticated,
      ofOwn((c, component) => change(c, component)),
    )
  routes.delete(
    '/components/:id',
    authenticated,
    ofOwn((c) => inTurn(c, vendor, () => remove(c))),
  )
  routes.get(
    '/components/:id/product',
    authenticated,
    ofOwn(async (c) => answer(c, { data: await own.product(c) })),
  )
  routes.get(
    '/components/:id/license',
    authenticated,
    ofOwn((c) => answer(c, { data: own.license(c) })),
  )
  routes.get(
    '/components/:id/machine',
    authenticated,
    ofOwn(async (c, { machineId }) => {
      const data = await own.machine(c, machineId)
      return data ? answer(c, { data }) : refuse(c, notFound('machine'))
    }),
  )

  routes.get(
    '/machines/:id/components',
    authenticated,
    ofOwnMachine(vendor, (c, { id }) => answerList(c, listOfComponents(c, vendor, id))),
  )
  routes.get(
    '/machines/:id/components/:one',
    authenticated,
    ofOwnMachine(vendor, (c, { id }) =>
      ofOwn((_, component) => (component.machineId === id ? show(c, component) : absent(c)), 'one')(c),
    ),
  )

  const remove = ofOwn(async (c, component) => {
    await deleteComponent(vendor.store, c.get('license').id, component, vendor.clock())
    return answerNothing(c)
  })

  async function change(c: AppContext, component: Component): Promise<Response> {
    const body = await readBody(c, changedComponent)
    if (!body.ok) return refuse(c, body.error)
    const { name } = body.value.data.attributes
    const problems = componentProblems({ name })
    if (isFound(problems)) return refuseAll(c, problems)
    if (!name) return show(c, component)
    return inTurn(c, vendor, async () => {
      const { id } = c.get('license')
      const changed = await renameComponent(vendor.store, id, component, name, vendor.clock())
      return changed ? show(c, changed) : absent(c)
    })
  }
  return routes
}

const REFUSED = {
  FINGERPRINT_TAKEN: unprocessable(
    'components',
    'FINGERPRINT_TAKEN',
    'has already been taken',
    '/data/attributes/fingerprint',
  ),
  COMPONENT_LIMIT_EXCEEDED: unprocessable(
    'components',
    'COMPONENT_LIMIT_EXCEEDED',
    `has ${MOST_COMPONENTS} components, the most of one machine`,
    '/data/relationships/machine',
  ),
} as const

const absent = (c: AppContext): Response => refuse(c, notFound('component'))

function listOfComponents(c: AppContext, vendor: Vendor, machineId: string | undefined): List {
  const license = c.get('license')
  const { components } = vendor.store
  const what: ComponentSearch = { licenseId: license.id, machineId }
  const shown = (found: readonly Component[]) =>
    found.map((component) => componentResource(vendor.account.id, component, license))
  return {
    count: () => components.count(what),
    part: async (order, limit, offset) => shown(await components.search(what, limit, offset, null, order)),
    after: async (order, limit, id) => shown(await components.search(what, limit, 0, id, order)),
  }
}
