// The app's command line in the test's own process: its source, and all of it but the file that is started.
import { runCommandLine } from '#main/hosts/cli/command-line.ts'
import type { CliRun } from './cli.ts'
import { inProcess, type Given } from './in-process.ts'
import { insistOnPublished } from './json-answers/published.ts'

/** Not for `check`, which a program of its own answers. */
export async function runDeskHere(args: readonly string[], given?: Given): Promise<CliRun> {
  const said = await inProcess(() => runCommandLine(['node', 'activation-desk', ...args]), given)
  if (args.includes('--json')) insistOnPublished('activation-desk', args, said.stdout)
  return said
}
