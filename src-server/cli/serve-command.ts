// `serve`: the activation server in the foreground, until it is told to stop.
import { InvalidArgumentError, Option, type Command } from 'commander'
import { shortPattern } from '#shared/formats/text/short-pattern.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { filesOfOthers } from '../vendor/private-files.ts'
import { Fault } from '../fault.ts'
import { proxiesNamed, type BelievedProxies } from '../http/believed-proxies.ts'
import type { Place } from '../http/listening.ts'
import type { RunningServer } from '../serve.ts'
import { readCertificate, type CertificateFiles } from './certificate.ts'
import { complain, globalOptions, refuseNoName, report, wholeNumber } from './command-line.ts'
import { goOnWithLostOutput } from './crash.ts'
import { LOG_FORMATS, openLog, type Log, type LogFormat } from './log.ts'

interface ServeOptions {
  readonly port: number
  readonly host: string
  readonly behindProxy?: BelievedProxies
  readonly logFile?: string
  readonly logFormat: LogFormat
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly metricsListen?: Place
}

const LOOPBACK = '127.0.0.1'
const MOST_PORT = 65_535

export function addServeCommand(program: Command, words: ServerWords): void {
  const help = words.help.serve
  const serve = program
    .command('serve')
    .description(help.about)
    .option('--port <n>', help.port, wholeNumber(0, MOST_PORT, words), 4600)
    .option('--host <address>', help.host, LOOPBACK)
    .option('--behind-proxy [addresses]', help.behindProxy, proxyAddresses(words))
    .option('--log-file <file>', help.logFile)
    .addOption(new Option('--log-format <format>', help.logFormat).choices(LOG_FORMATS).default('text'))
    .option('--tls-cert <file>', help.tlsCert)
    .option('--tls-key <file>', help.tlsKey)
    .option('--metrics-listen <host:port>', help.metricsListen, placeToListen(words))
    .addHelpText('after', `\n${help.proxy}`)
  serve.action(async ({ logFile, logFormat, metricsListen, tlsCert, tlsKey, ...where }: ServeOptions) => {
    const { dataDir, database } = globalOptions(serve, words)
    if (logFile !== undefined) refuseNoName('--log-file', logFile, serve, words)
    if ((tlsCert === undefined) !== (tlsKey === undefined)) serve.error(words.misuse.bothOfTls)
    const files = tlsCert !== undefined && tlsKey !== undefined ? { certificate: tlsCert, key: tlsKey } : null
    const certificate = files && readCertificate(files, Date.now())
    if (certificate?.ok === false) return report(serve, words, certificate)
    const log = await openLog(logFile, dataDir, logFormat)
    if (!log.ok) return report(serve, words, log)
    process.once('exit', () => log.value.flush())
    let renew: () => void = () => undefined
    const hangUp = () => {
      log.value.reopen()
      renew()
    }
    const told = stopSignal(hangUp) // before anybody is told that it runs
    const { startServer } = await import('../serve.ts') // the HTTP stack: no other command waits for it
    const started = await startServer({
      ...{ dataDir, database, ...where, logger: log.value },
      certificate: certificate?.value,
      metrics: metricsListen,
    })
    if (!started.ok) return report(serve, words, started)
    const { url, metrics, close } = started.value
    if (files) renew = () => renewed(started.value, files, log.value)
    for (const fault of filesOfOthers(dataDir)) complain(words.warning(fault.say(words)))
    goOnWithLostOutput(process, words)
    const lines = [words.listening(url), ...(metrics === undefined ? [] : [words.metricsAt(metrics)])]
    report(serve, words, ok({ text: lines.join('\n'), json: { url, metrics } }))
    await told
    await close()
  })
}

/** Where the new one cannot be used the older goes on: whoever renewed it looks at the log. */
function renewed({ renew }: Pick<RunningServer, 'renew'>, files: CertificateFiles, log: Log): void {
  const certificate = readCertificate(files, Date.now())
  if (certificate.ok) return renew(certificate.value)
  const { message } = certificate.error
  log.failure('-', new Fault('certificate_not_usable', (words) => words.certificateGoesOn(message)))
}

function proxyAddresses(words: ServerWords): (text: string) => BelievedProxies {
  return (text) => {
    const named = proxiesNamed(text)
    if (named === null) throw new InvalidArgumentError(words.misuse.proxyAddresses)
    return named
  }
}

/** An IPv6 address is in brackets. */
const PLACE = shortPattern(/^(?:\[([^\]]+)\]:|([^:[\]\s]+):)?(\d{1,5})$/)

/** An option's parser for a port, with the address before it where that is not the loopback address. */
function placeToListen(words: ServerWords): (text: string) => Place {
  return (text) => {
    const [whole, numbers, host, port] = PLACE.atStart(text) ?? []
    if (whole !== text || Number(port) > MOST_PORT) throw new InvalidArgumentError(words.misuse.placeToListen)
    return { host: numbers || host || LOOPBACK, port: Number(port) }
  }
}

/**
 * SIGHUP on a terminal: the terminal is gone. Elsewhere: the log was renamed, or there is another certificate. Whatever comes after the first one is the
 * system's: it ends the process at once.
 */
function stopSignal(hangUp: () => void): Promise<void> {
  const onTerminal = process.stderr.isTTY
  const signals: readonly NodeJS.Signals[] = [
    'SIGINT',
    'SIGTERM',
    ...(onTerminal ? (['SIGHUP'] as const) : []),
  ]
  if (!onTerminal) process.on('SIGHUP', hangUp)
  return new Promise((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop)
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
  })
}
