// Starts the activation-desk of a test kit (docs/vendor-guide.md#test-your-product): its clock stands still. In no other build.
import { runOneFile } from './one-file.ts'

/** Milliseconds since 1970. Put in by `scripts/testkit.ts`. */
declare const __CLOCK_STANDS_AT__: number

runOneFile({ now: () => __CLOCK_STANDS_AT__ })
