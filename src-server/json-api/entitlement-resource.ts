// The features of a license as Keygen's entitlements.
import { createHash } from 'node:crypto'
import { iso } from '#shared/instant.ts'
import type { License } from '../store/licenses.ts'
import { accountPath, accountRelationship, type Resource } from './resource.ts'

/** In the order in which the license names its features. */
export function entitlementResources(accountId: string, license: License): Resource[] {
  return license.metadata.features.map((code) => {
    const id = entitlementId(accountId, code)
    return {
      id,
      type: 'entitlements',
      attributes: {
        name: code,
        code,
        metadata: {},
        created: iso(license.created),
        updated: iso(license.created),
      },
      relationships: { account: accountRelationship(accountId) },
      links: { self: accountPath(accountId, 'entitlements', id) },
    }
  })
}

/** A feature has no row of its own: its id follows from the account and its code (a version 8 UUID, RFC 9562). */
function entitlementId(accountId: string, code: string): string {
  const hex = createHash('sha256').update(`${accountId}\0${code}`).digest('hex')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-')
}
