// What vitest.config.ts tells the tests, in Node and in the browser: whether sweeps leave nothing out.
import type {} from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** test:long; npm test makes samples. */
    wholeSweeps: boolean
  }
}
