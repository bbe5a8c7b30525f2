// activation-desk, the command line whole: the only room of this host that knows the web host.
import { compiledIn } from '#main/adapters/compiled-in.ts'
import type { Clock } from '#main/core/ports/clock.ts'
import { languageIn } from '#shared/messages/language-option.ts'
import { LANGUAGES } from '#shared/messages/languages.ts'
import { loadEnvironment } from './environment.ts'
import { endWithLostOutput } from './lost-output.ts'
import { buildProgram } from './program.ts'
import { run } from './run.ts'

/** Resolves to the exit status. `clock`: the system's where nothing else is said. `test`: the program is a test vendor's. */
export async function runCommandLine(
  argv: readonly string[],
  clock?: Clock,
  test = compiledIn?.test ?? false,
): Promise<number> {
  const language = LANGUAGES[languageIn(argv)]
  const cli = await language.loadCli()
  const done = endWithLostOutput(process, argv, cli)
  const program = buildProgram({
    messages: { ...(await language.load()), cli },
    test,
    hasOwnVendor: compiledIn !== undefined,
    loadEnvironment: (options, host) => loadEnvironment(options, host, clock),
    // Its server is loaded for the one command that needs it.
    startWebHost: async (...given) => (await import('../web/server.ts')).startWebHost(...given),
    output: process.stdout,
    problems: process.stderr,
    done,
  })
  return run(program, argv, cli, test)
}
