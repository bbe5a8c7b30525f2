// activation-desk, the command line: the only room of this host that knows the web host.
import { languageIn } from '#shared/messages/language-option.ts'
import { LANGUAGES } from '#shared/messages/languages.ts'
import { loadEnvironment } from './environment.ts'
import { endWithLostOutput } from './lost-output.ts'
import { buildProgram } from './program.ts'
import { run } from './run.ts'

const language = LANGUAGES[languageIn(process.argv)]
const cli = await language.loadCli()
endWithLostOutput(process, process.argv, cli)
const program = buildProgram({
  messages: { ...(await language.load()), cli },
  loadEnvironment,
  // Its server is loaded for the one command that needs it.
  startWebHost: async (...given) => (await import('../web/server.ts')).startWebHost(...given),
  output: process.stdout,
  problems: process.stderr,
})
/** activation-desk.mjs waits for it: a file that was cut off before this line has none. */
export const verdict = await run(program, process.argv, cli)
process.exitCode = verdict
