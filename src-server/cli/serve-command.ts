// `serve`: the activation server in the foreground, until it is told to stop.
import type { Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { filesOfOthers } from '../vendor/private-files.ts'
import { complain, globalOptions, refuseNoName, report, wholeNumber } from './command-line.ts'
import { goOnWithLostOutput } from './crash.ts'
import { openLog, type Log } from './log.ts'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly behindProxy: boolean
  readonly logFile?: string
}

export function addServeCommand(program: Command, words: ServerWords): void {
  const help = words.help.serve
  const serve = program
    .command('serve')
    .description(help.about)
    .option('--port <n>', help.port, wholeNumber(0, 65_535, words), 4600)
    .option('--host <address>', help.host, '127.0.0.1')
    .option('--behind-proxy', help.behindProxy, false)
    .option('--log-file <file>', help.logFile)
    .addHelpText('after', `\n${help.proxy}`)
  serve.action(async ({ logFile, ...where }: ServeOptions) => {
    const { dataDir } = globalOptions(serve, words)
    if (logFile !== undefined) refuseNoName('--log-file', logFile, serve, words)
    const log = openLog(logFile, dataDir)
    if (!log.ok) return report(serve, words, log)
    const told = stopSignal(log.value) // before anybody is told that it runs
    const { startServer } = await import('../serve.ts') // the HTTP stack: no other command waits for it
    const started = await startServer({ dataDir, ...where, logger: log.value })
    if (!started.ok) return report(serve, words, started)
    const { url, close } = started.value
    for (const fault of filesOfOthers(dataDir)) complain(words.warning(fault.say(words)))
    goOnWithLostOutput(process, words)
    report(serve, words, ok({ text: words.listening(url), json: { url } }))
    await told
    await close()
  })
}

/**
 * SIGHUP on a terminal: the terminal is gone. Elsewhere: the log was renamed. Whatever comes after the first one is the
 * system's: it ends the process at once.
 */
function stopSignal(log: Log): Promise<void> {
  const onTerminal = process.stderr.isTTY
  const signals: readonly NodeJS.Signals[] = [
    'SIGINT',
    'SIGTERM',
    ...(onTerminal ? (['SIGHUP'] as const) : []),
  ]
  if (!onTerminal) process.on('SIGHUP', () => log.reopen())
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop)
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
  })
}
