// The vendor's back office and its activation server: `activation-server` (docs/product.md#the-vendors-side).
import { crashed, endWithCrash, endWithLostOutput } from './cli/crash.ts'

// A crash is never a refusal: the status is “could not do it” before anything else is loaded.
endWithCrash(process)
start().catch(crashed)

async function start(): Promise<void> {
  const { runProgram, wordsFor } = await import('./cli/program.ts')
  endWithLostOutput(process, await wordsFor(process.argv))
  await runProgram(process.argv)
}
