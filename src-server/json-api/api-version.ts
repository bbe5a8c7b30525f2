// The versions of Keygen's API. What is written here is of the newest; an older one gets what it was then
// (docs/protocol.md#versions).
import type { Resource } from './resource.ts'

const VERSIONS = ['1.0', '1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.7', '1.8'] as const

export type ApiVersion = (typeof VERSIONS)[number]

/** What is spoken where a client names none. */
export const API_VERSION: ApiVersion = '1.7'

/** Null: Keygen has no such version. */
export function readVersion(text: string | undefined): ApiVersion | null {
  const asked = text?.replace(/^v/, '')
  return asked === undefined ? API_VERSION : (VERSIONS.find((version) => version === asked) ?? null)
}

export const isAtMost = (version: ApiVersion, last: ApiVersion): boolean =>
  VERSIONS.indexOf(version) <= VERSIONS.indexOf(last)

type Json = Record<string, unknown>

interface Change {
  /** The last version that it was so in. */
  readonly until: ApiVersion
  readonly resource?: (resource: Resource) => Resource
  readonly meta?: (meta: Json) => Json
}

/** The newest first, each from what the one before it left. */
const CHANGES: readonly Change[] = [
  {
    until: '1.6',
    resource: ofType('policies', renameAttribute('processLeasingStrategy', 'leasingStrategy')),
  },
  { until: '1.5', resource: ofType('licenses', ownerToUser) },
  { until: '1.5', resource: ofType('machines', ownerToUser) },
  { until: '1.4', resource: withSnakeCase },
  {
    until: '1.3',
    resource: ofType(
      'policies',
      renameAttribute('machineUniquenessStrategy', 'fingerprintUniquenessStrategy'),
    ),
  },
  {
    until: '1.3',
    resource: ofType('policies', renameAttribute('machineMatchingStrategy', 'fingerprintMatchingStrategy')),
  },
  { until: '1.1', resource: ofType('policies', withConcurrent) },
  { until: '1.1', meta: onlyValidOrExpired },
  { until: '1.1', meta: codeToConstant },
]

interface Dataset {
  readonly data?: Resource | readonly Resource[] | null
  readonly included?: readonly Resource[]
  readonly meta?: object
}

/** A document, or what is in a file, as that version has it. */
export function inVersion<T extends Dataset>(version: ApiVersion, dataset: T): T {
  const changes = CHANGES.filter(({ until }) => isAtMost(version, until))
  if (changes.length === 0) return dataset
  const change = (one: Resource): Resource =>
    changes.reduce((changed, { resource }) => resource?.(changed) ?? changed, one)
  const { data, included, meta } = dataset
  return {
    ...dataset,
    ...(data && { data: isList(data) ? data.map(change) : change(data) }),
    ...(included && { included: included.map(change) }),
    ...(meta && {
      meta: changes.reduce((changed: Json, one) => one.meta?.(changed) ?? changed, { ...meta }),
    }),
  }
}

/** A machine that was just made, whose heartbeat begins with it: up to 1.2 it had none before the first ping. */
export function madeInVersion(version: ApiVersion, machine: Resource): Resource {
  if (!isAtMost(version, '1.2') || machine.attributes['heartbeatStatus'] !== 'ALIVE') return machine
  const attributes = { ...machine.attributes, heartbeatStatus: 'NOT_STARTED', lastHeartbeat: null }
  return { ...machine, attributes }
}

const isList = (data: Resource | readonly Resource[]): data is readonly Resource[] => Array.isArray(data)

function ofType(type: string, change: (resource: Resource) => Resource) {
  return (resource: Resource): Resource => (resource.type === type ? change(resource) : resource)
}

function renameAttribute(name: string, former: string) {
  return (resource: Resource): Resource => {
    const { [name]: value, ...others } = resource.attributes
    return { ...resource, attributes: { ...others, [former]: value } }
  }
}

function ownerToUser(resource: Resource): Resource {
  const { owner, ...others } = resource.relationships
  if (!owner) return resource
  const related = owner.links?.related?.replace(/owner$/, 'user') ?? null
  return { ...resource, relationships: { ...others, user: { ...owner, links: { related } } } }
}

function withConcurrent(policy: Resource): Resource {
  const concurrent = policy.attributes['overageStrategy'] !== 'NO_OVERAGE'
  return { ...policy, attributes: { ...policy.attributes, concurrent } }
}

/** Of metadata, what lies within its own members. */
function withSnakeCase(resource: Resource): Resource {
  const { metadata } = resource.attributes
  if (typeof metadata !== 'object' || metadata === null) return resource
  const members = Object.entries(metadata).map(([name, value]) => [name, snakeKeys(value)])
  return {
    ...resource,
    attributes: { ...resource.attributes, metadata: Object.fromEntries(members) as Json },
  }
}

function snakeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [snakeCase(key), snakeKeys(one)]))
}

const snakeCase = (key: string): string =>
  key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()

/** Of a validation alone: no other document says what is valid. */
function onlyValidOrExpired(meta: Json): Json {
  const { valid, code } = meta
  return valid === true ? { ...meta, valid: code === 'VALID' || code === 'EXPIRED' } : meta
}

function codeToConstant(meta: Json): Json {
  if (!('valid' in meta)) return meta
  const { code: constant, ...others } = meta
  return { ...others, constant }
}
