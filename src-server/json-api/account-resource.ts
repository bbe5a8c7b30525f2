// The vendor's account as Keygen's API shows it to a license.
import { iso } from '#shared/instant.ts'
import type { Account } from '../store/accounts.ts'
import { API_VERSION } from './api-version.ts'
import { accountPath, type Resource } from './resource.ts'

const LISTS = ['products', 'policies', 'users', 'licenses', 'machines', 'components', 'processes', 'tokens']

/** Of the keys only those that verify files and answers: this vendor has no others. */
export function accountResource({ id, vendor, created }: Account): Resource {
  return {
    id,
    type: 'accounts',
    attributes: {
      name: vendor.name,
      slug: vendor.id,
      apiVersion: API_VERSION,
      status: null,
      protected: true,
      created: iso(created),
      updated: iso(created),
    },
    relationships: Object.fromEntries(
      LISTS.map((name) => [name, { links: { related: accountPath(id, name) } }]),
    ),
    links: { self: accountPath(id) },
  }
}
