// activation-desk, the command line, as activation-desk.mjs loads it.
import { runCommandLine } from './command-line.ts'

/** activation-desk.mjs waits for it: a file that was cut off before this line has none. */
export const verdict = await runCommandLine(process.argv)
process.exitCode = verdict
