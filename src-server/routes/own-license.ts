// A client acts for one license: it sees that one and its machines, and nothing that there may be beside them.
import type { AppContext } from '../http/context.ts'
import { queryOf } from '../http/query.ts'
import { refuse } from '../http/answer.ts'
import { inTurn } from '../http/in-turn.ts'
import { notFound } from '../json-api/errors.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** Whether a path names this license, by id or by its key. */
export function isNamed(license: License, name: string): boolean {
  return name === license.id || name === license.key
}

/** Whether a list is asked for of what is not this license's, of which there is none here. An empty filter is none. */
export function asksForOther(c: AppContext): boolean {
  const query = queryOf(c)
  const { id: license, key, productId: product, policyId: policy } = c.get('license')
  const asked = (name: string) => query[name] || undefined
  const own = Object.entries({ license, key, product, policy })
  return (
    own.some(([name, value]) => (asked(name) ?? value) !== value) ||
    ['owner', 'user', 'group'].some((name) => asked(name) !== undefined)
  )
}

/** The machine that a path names by id or fingerprint; null also where it is another license's. */
export function ownMachine(c: AppContext, vendor: Vendor, name: string): Promise<Machine | null> {
  return vendor.store.machines.find(c.get('license').id, name)
}

/** Where `:id` of the path names the license whose code was shown; any other is not there. */
export function ofOwnLicense<R extends Response | Promise<Response>>(act: (c: AppContext) => R) {
  return (c: AppContext): R | Response =>
    isNamed(c.get('license'), c.req.param('id') ?? '') ? act(c) : refuse(c, notFound('license'))
}

/** Where `:id` of the path names a machine of that license. */
export function ofOwnMachine(
  vendor: Vendor,
  act: (c: AppContext, machine: Machine) => Response | Promise<Response>,
) {
  return async (c: AppContext): Promise<Response> => {
    const machine = await ownMachine(c, vendor, c.req.param('id') ?? '')
    return machine ? await act(c, machine) : refuse(c, notFound('machine'))
  }
}

/** The same in its turn to write, with the machine as it is by then. Where there is none nobody waits for a turn. */
export function inTurnOfOwnMachine(
  vendor: Vendor,
  act: (c: AppContext, machine: Machine) => Response | Promise<Response>,
  how?: Parameters<typeof inTurn>[3],
) {
  const own = ofOwnMachine(vendor, act)
  return ofOwnMachine(vendor, (c) => inTurn(c, vendor, () => own(c), how))
}
