// Keygen's two ways to ask for a part of a list: `limit`, or `page[size]` with `page[number]`
// (docs/protocol.md#requests-and-answers).
import { err, ok, type Result } from '#shared/result.ts'
import { badRequest, type ApiError } from '../json-api/errors.ts'
import type { AppContext } from './context.ts'

const DEFAULT_SIZE = 10
const MAX_SIZE = 100

export interface Page {
  readonly limit: number
  readonly offset: number
}

/** Sizes are 1 to 100, pages count from 1. */
export function readPage(c: AppContext): Result<Page, ApiError> {
  const size = c.req.query('page[size]') === undefined ? 'limit' : 'page[size]'
  const limit = readNumber(c, size, DEFAULT_SIZE, MAX_SIZE)
  if (!limit.ok) return limit
  const number = readNumber(c, 'page[number]', 1, Number.MAX_SAFE_INTEGER / MAX_SIZE)
  return number.ok ? ok({ limit: limit.value, offset: (number.value - 1) * limit.value }) : number
}

function readNumber(
  c: AppContext,
  parameter: string,
  fallback: number,
  most: number,
): Result<number, ApiError> {
  const text = c.req.query(parameter)
  if (text === undefined) return ok(fallback)
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return ok(value)
  return err(
    badRequest(`${parameter} must be a whole number of at least 1 and at most ${most}`, { parameter }),
  )
}
