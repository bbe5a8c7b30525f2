// JSON:API resources as Keygen writes them: types, relationships, and links.

export interface Identifier {
  readonly type: string
  readonly id: string
}

export interface Resource extends Identifier {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly relationships: Readonly<Record<string, Relationship>>
  readonly links?: { readonly self: string }
}

export interface Relationship {
  readonly data?: Identifier | readonly Identifier[] | null
  readonly links?: { readonly related: string | null }
  readonly meta?: Readonly<Record<string, number>>
}

/** Links always name the account, also on a server of one's own: the same path works on both. */
export const accountPath = (accountId: string, ...rest: string[]): string =>
  ['/v1/accounts', accountId, ...rest].join('/')

export function accountRelationship(accountId: string): Relationship {
  return { data: { type: 'accounts', id: accountId }, links: { related: accountPath(accountId) } }
}

export function toOne(type: string, id: string, related: string): Relationship {
  return { data: { type, id }, links: { related } }
}

/** A relationship that is empty is still an object: Keygen's Go client follows it without a look. */
export const EMPTY_RELATIONSHIP: Relationship = { data: null, links: { related: null } }

/** Empty, and its address says so. */
export const noneAt = (related: string): Relationship => ({ data: null, links: { related } })
