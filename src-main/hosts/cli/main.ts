// activation-desk, the command line: the only room of this host that knows the web host.
import { loadEnvironment } from './environment.ts'
import { buildProgram } from './program.ts'
import { run } from './run.ts'
import { startWebHost } from '../web/server.ts'

const program = buildProgram({
  loadEnvironment,
  startWebHost,
  output: process.stdout,
  problems: process.stderr,
})
process.exitCode = await run(program, process.argv)
