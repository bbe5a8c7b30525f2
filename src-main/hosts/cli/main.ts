// activation-desk, the command line: the only room of this host that knows the web host.
import { loadEnvironment } from './environment.ts'
import { endWithLostOutput } from './lost-output.ts'
import { buildProgram } from './program.ts'
import { run } from './run.ts'

endWithLostOutput(process)
const program = buildProgram({
  loadEnvironment,
  // Its server is loaded for the one command that needs it.
  startWebHost: async (...given) => (await import('../web/server.ts')).startWebHost(...given),
  output: process.stdout,
  problems: process.stderr,
})
/** activation-desk.mjs waits for it: a file that was cut off before this line has none. */
export const verdict = await run(program, process.argv)
process.exitCode = verdict
