// What an address asks: of a name that is there twice the last counts, as in Keygen's server.
import type { AppContext } from './context.ts'

export const queryOf = (c: AppContext): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(c.req.queries()).map(([name, values]) => [name, values.at(-1)]))
