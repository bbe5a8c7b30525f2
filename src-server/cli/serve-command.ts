// `serve`: the activation server in the foreground, until it is told to stop.
import type { Command } from 'commander'
import type { AccessLine, Logger } from '../http/access-log.ts'
import { globalOptions, report, wholeNumber } from './command-line.ts'

/** For the operator's journal: no code, no authorization, no message of an error that could hold one. */
const stderrLogger: Logger = {
  access: ({ method, route, status, milliseconds, requestId, remote }: AccessLine) =>
    void process.stderr.write(
      `${new Date().toISOString()} ${remote} ${method} ${route} ${status} ${milliseconds}ms ${requestId}\n`,
    ),
  failure: (requestId, error) => {
    const stack = error instanceof Error ? (error.stack ?? error.name) : 'not an error'
    process.stderr.write(`${new Date().toISOString()} failure ${requestId} ${stack}\n`)
  },
}

export function addServeCommand(program: Command): void {
  const serve = program
    .command('serve')
    .description("answer activation requests: Keygen's HTTP API on this machine")
    .option('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65_535), 4600)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--behind-proxy', 'believe X-Forwarded-For: each client has a guess limit of its own', false)
    .addHelpText('after', '\nPut a proxy that speaks TLS in front of it: clients send their License Code.')
  serve.action(async ({ port, host, behindProxy }: { port: number; host: string; behindProxy: boolean }) => {
    const { dataDir, json } = globalOptions(serve)
    const { startServer } = await import('../serve.ts') // the HTTP stack: no other command waits for it
    const started = await startServer({ dataDir, port, host, behindProxy, logger: stderrLogger })
    if (!started.ok) return report(serve, started)
    const told = stopSignal() // before anybody is told that it runs
    const { url, close } = started.value
    process.stdout.write(json ? `${JSON.stringify({ url })}\n` : `Listening on ${url}\n`)
    await told
    await close()
  })
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}
