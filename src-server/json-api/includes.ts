// What a check-out can carry beside its subject, by Keygen's include paths (docs/protocol.md#check-out).
import type { FileKind } from '#shared/formats/armor.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import { MOST_COMPONENTS } from '../store/components.ts'
import type { Store } from '../store/store.ts'
import { componentResource } from './component-resource.ts'
import { entitlementResources } from './entitlement-resource.ts'
import { licenseResource } from './license-resource.ts'
import { policyResource, productResource } from './product-resources.ts'
import type { Resource } from './resource.ts'

/** Those without a resource here (owner, users, group, environment) are allowed and bring nothing. */
const ALLOWED: Record<FileKind, readonly string[]> = {
  license: ['product', 'policy', 'owner', 'users', 'entitlements', 'group', 'environment'],
  machine: [
    'license',
    'license.product',
    'license.policy',
    'license.owner',
    'license.users',
    'license.entitlements',
    'components',
    'owner',
    'group',
    'environment',
  ],
}

/** Keygen's older name of an owner. */
const ALIASES: Readonly<Record<string, string>> = { user: 'owner', 'license.user': 'license.owner' }

/** The include paths in the order asked for, or null where one is not known for this kind of file. */
export function readIncludes(kind: FileKind, asked: readonly string[]): string[] | null {
  const named = asked.map((name) => name.trim()).filter((name) => name !== '')
  const includes = [...new Set(named.map((name) => ALIASES[name] ?? name))]
  return includes.every((name) => ALLOWED[kind].includes(name)) ? includes : null
}

/** A path brings what it passes through: `license.product` brings the license as well. */
export async function includedResources(
  store: Store,
  accountId: string,
  license: License,
  machine: Machine | null,
  includes: readonly string[],
  now: number,
): Promise<Resource[]> {
  const wanted = new Set(includes.map((path) => path.replace(/^license\./, '')))
  const resources: Resource[] = []
  if (includes.some((path) => /^license(\.|$)/.test(path)))
    resources.push(licenseResource(accountId, license, now))
  const product = wanted.has('product') ? await store.products.byId(license.productId) : null
  if (product) resources.push(productResource(accountId, product))
  if (wanted.has('policy')) resources.push(policyResource(accountId, await store.policies.of(license)))
  if (wanted.has('entitlements')) resources.push(...entitlementResources(accountId, license))
  if (wanted.has('components') && machine) {
    const components = await store.components.search(
      { licenseId: license.id, machineId: machine.id },
      MOST_COMPONENTS,
      0,
    )
    resources.push(...components.map((one) => componentResource(accountId, one, license)))
  }
  return resources
}
