// The vendor's desk and its activation server: `activation-server` (docs/product.md#the-vendors-side).
import { runProgram } from './cli/program.ts'

await runProgram(process.argv)
