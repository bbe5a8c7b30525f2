// The vendor's desk and its activation server: `activation-server` (PRODUCT, "The vendor's side").
import { runProgram } from './cli/program.ts'

await runProgram(process.argv)
