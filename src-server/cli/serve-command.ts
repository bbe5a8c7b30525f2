// `serve`: the activation server in the foreground, until it is told to stop.
import type { Command } from 'commander'
import { ok } from '#shared/result.ts'
import { globalOptions, report, wholeNumber } from './command-line.ts'
import { openLog, type Log } from './log.ts'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly behindProxy: boolean
  readonly logFile?: string
}

export function addServeCommand(program: Command): void {
  const serve = program
    .command('serve')
    .description("answer activation requests: Keygen's HTTP API on this machine")
    .option('--port <n>', 'port to listen on; 0 takes a free one', wholeNumber(0, 65_535), 4600)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--behind-proxy', 'believe X-Forwarded-For: each client has a guess limit of its own', false)
    .option('--log-file <file>', 'write the log there instead of standard error; SIGHUP opens it anew')
    .addHelpText('after', '\nPut a proxy that speaks TLS in front of it: clients send their License Code.')
  serve.action(async ({ logFile, ...where }: ServeOptions) => {
    const { dataDir } = globalOptions(serve)
    const log = openLog(logFile)
    if (!log.ok) return report(serve, log)
    const told = stopSignal(log.value) // before anybody is told that it runs
    const { startServer } = await import('../serve.ts') // the HTTP stack: no other command waits for it
    const started = await startServer({ dataDir, ...where, logger: log.value })
    if (!started.ok) return report(serve, started)
    const { url, close } = started.value
    report(serve, ok({ text: `Listening on ${url}`, json: { url } }))
    await told
    await close()
  })
}

/** SIGHUP on a terminal: the terminal is gone. Elsewhere: the log was renamed. */
function stopSignal(log: Log): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
    process.on('SIGHUP', () => (process.stderr.isTTY ? resolve() : log.reopen()))
  })
}
