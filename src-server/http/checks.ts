// What is looked at of a request before anything is looked up: the first that finds a fault refuses it.
import type { MiddlewareHandler } from 'hono'
import type { ApiError } from '../json-api/errors.ts'
import { refuse } from './answer.ts'
import type { AppContext, AppEnv } from './context.ts'

/** Null: no fault. */
export type Check = (c: AppContext) => ApiError | null

/** One step for all of them: each step is a promise more for every request. */
export const refusing =
  (...checks: readonly Check[]): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    for (const check of checks) {
      const fault = check(c)
      if (fault) return refuse(c, fault)
    }
    return next()
  }
