// Keygen's three ways to ask for a part of a list: `limit`, `page[number]` or `page[cursor]`, these two with `page[size]`,
// and `order`
// (docs/protocol.md#lists).
import { err, ok, type Result } from '#shared/result.ts'
import { badRequest, type ApiError } from '../json-api/errors.ts'
import type { Resource } from '../json-api/resource.ts'
import { isUuid } from '../json-api/uuid.ts'
import type { Order } from '../store/list-order.ts'
import { answer, refuse } from './answer.ts'
import type { AppContext } from './context.ts'
import { queryOf } from './query.ts'

const DEFAULT_SIZE = 10
const MAX_SIZE = 100
/** Who wants more takes cursors: these cost the same however far on they are. */
const MAX_PAGE = 100

type Part =
  | { readonly by: 'limit'; readonly size: number }
  | { readonly by: 'number'; readonly size: number; readonly number: number }
  | { readonly by: 'cursor'; readonly size: number; readonly cursor: string }

/** Of a whole list, and from which end on. */
type Page = Part & { readonly order: Order }

/** A whole list, of which a part is asked for. */
export interface List {
  readonly count: () => Promise<number>
  readonly part: (order: Order, limit: number, offset: number) => Promise<readonly Resource[]>
  /** Those behind the one of this id; none where there is no such one. */
  readonly after: (order: Order, limit: number, id: string) => Promise<readonly Resource[]>
}

export const NO_LIST: List = {
  count: () => Promise.resolve(0),
  part: () => Promise.resolve([]),
  after: () => Promise.resolve([]),
}

/** Of the newest first. */
export function listOf(resources: readonly Resource[]): List {
  const inOrder = (order: Order) => (order === 'desc' ? resources : resources.toReversed())
  return {
    count: () => Promise.resolve(resources.length),
    part: (order, limit, offset) => Promise.resolve(inOrder(order).slice(offset, offset + limit)),
    after: (order, limit, cursor) => {
      const all = inOrder(order)
      const at = all.findIndex(({ id }) => id === cursor)
      return Promise.resolve(at < 0 ? [] : all.slice(at + 1, at + 1 + limit))
    },
  }
}

export async function answerList(c: AppContext, list: List): Promise<Response> {
  const page = readPage(c)
  if (!page.ok) return refuse(c, page.error)
  switch (page.value.by) {
    case 'limit':
      return answer(c, { data: await list.part(page.value.order, page.value.size, 0) })
    case 'number':
      return numbered(c, list, page.value)
    case 'cursor':
      return behindCursor(c, list, page.value)
  }
}

async function numbered(
  c: AppContext,
  list: List,
  { order, size, number }: Page & { readonly by: 'number' },
): Promise<Response> {
  const count = await list.count()
  const pages = Math.ceil(count / size)
  const link = (to: number) => linkTo(c, { 'page[number]': String(to), 'page[size]': String(size) })
  const links = {
    self: link(number),
    prev: number > 1 && number <= pages ? link(number - 1) : null,
    next: number < pages ? link(number + 1) : null,
    first: link(1),
    last: link(pages),
    meta: { pages, count },
  }
  return answer(c, { data: await list.part(order, size, (number - 1) * size), links })
}

async function behindCursor(
  c: AppContext,
  list: List,
  { order, size, cursor }: Page & { readonly by: 'cursor' },
): Promise<Response> {
  const found =
    cursor === '' ? await list.part(order, size + 1, 0) : await list.after(order, size + 1, cursor)
  const data = found.slice(0, size)
  const link = (to: string) => linkTo(c, { 'page[cursor]': to, 'page[size]': String(size) })
  const last = data.at(-1)
  return answer(c, {
    data,
    links: { self: link(cursor), next: last && found.length > size ? link(last.id) : null },
  })
}

/** The address of this request with another page, and without what would show who asked. */
function linkTo(c: AppContext, page: Readonly<Record<string, string>>): string {
  const { pathname, searchParams } = new URL(c.req.url)
  for (const name of ['token', 'auth', 'limit']) searchParams.delete(name)
  for (const [name, value] of Object.entries(page)) searchParams.set(name, value)
  searchParams.sort()
  return `${pathname}?${searchParams.toString()}`
}

/** Sizes are 1 to 100, pages count from 1. */
function readPage(c: AppContext): Result<Page, ApiError> {
  const page = readPart(c)
  const order = (queryOf(c)['order'] ?? 'desc').toLowerCase()
  if (!page.ok) return page
  if (order !== 'asc' && order !== 'desc')
    return err(badRequest('order must be asc or desc', { parameter: 'order' }))
  return ok({ ...page.value, order })
}

function readPart(c: AppContext): Result<Part, ApiError> {
  const names = Object.keys(queryOf(c)).filter((name) => /^page(\[|$)/.test(name))
  const size = readNumber(c, names.includes('page[size]') ? 'page[size]' : 'limit', DEFAULT_SIZE, MAX_SIZE)
  if (names.length === 0) return size.ok ? ok({ by: 'limit', size: size.value }) : size
  const [way, ...others] = names.filter((name) => name !== 'page[size]')
  if (others.length > 0 || (way !== 'page[number]' && way !== 'page[cursor]'))
    return err(badRequest('page has a number or a cursor, and a size', { parameter: 'page' }))
  if (!size.ok) return size
  if (way === 'page[cursor]') return readCursor(c, size.value)
  const number = readNumber(c, way, 1, MAX_PAGE)
  return number.ok ? ok({ by: 'number', size: size.value, number: number.value }) : number
}

function readCursor(c: AppContext, size: number): Result<Part, ApiError> {
  const cursor = queryOf(c)['page[cursor]'] ?? ''
  return cursor === '' || isUuid(cursor)
    ? ok({ by: 'cursor', size, cursor })
    : err(badRequest('page[cursor] must be the id of what it is behind', { parameter: 'page[cursor]' }))
}

/** As Ruby reads one: what stands behind its digits is passed over. */
function readNumber(
  c: AppContext,
  parameter: string,
  fallback: number,
  most: number,
): Result<number, ApiError> {
  const text = queryOf(c)[parameter]
  if (text === undefined) return ok(fallback)
  const value = Number.parseInt(text, 10)
  if (value >= 1 && value <= most) return ok(value)
  return err(
    badRequest(`${parameter} must be a whole number of at least 1 and at most ${most}`, { parameter }),
  )
}
