// What Prometheus is told of this server (docs/vendor-guide.md#serve). No label holds what a client chose.
import { statSync } from 'node:fs'
import { METHODS } from 'node:http'
import { join } from 'node:path'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import packageFile from '../../package.json' with { type: 'json' }
import { Fault } from '../fault.ts'
import type { Logger } from '../http/access-log.ts'
import { DATABASE_FILE, type Vendor } from '../vendor/open-vendor.ts'
import { unreadyFor } from './health.ts'

/** Seconds. An answer takes about a millisecond; one that waits for the write lock a quarter of a second. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const KNOWN_METHODS: ReadonlySet<string> = new Set(METHODS)

export class Metrics {
  readonly #registry = new Registry()
  readonly #answers = this.#counter('answers_total', 'Answers, by what they say', [
    'method',
    'route',
    'status',
    'code',
  ])
  readonly #seconds = new Histogram({
    name: 'activation_server_answer_seconds',
    help: 'How long an answer took to make',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers: [this.#registry],
  })
  readonly #culled = this.#counter('culled_total', 'Machines and processes whose lease ended', ['kind'])
  readonly #failures = this.#counter('failures_total', 'Faults that the log tells of', ['code'])

  /** `certificateUntil`: in milliseconds since 1970 UTC; undefined: the server has none of its own. */
  constructor(vendor: Vendor, certificateUntil: () => number | undefined) {
    collectDefaultMetrics({ register: this.#registry })
    this.#gauge('build_info', 'The version that runs', ['version'], (gauge) =>
      gauge.set({ version: packageFile.version }, 1),
    )
    this.#gauge('ready', '1: it can do its work, as /readyz says', [], async (gauge) => {
      gauge.set((await unreadyFor(vendor)) === null ? 1 : 0)
    })
    this.#gauge('database_bytes', 'The database, and the log of writes beside it', ['file'], (gauge) => {
      const size = (ending: string) =>
        statSync(join(vendor.dataDir, DATABASE_FILE + ending), { throwIfNoEntry: false })?.size ?? 0
      gauge.set({ file: 'database' }, size(''))
      gauge.set({ file: 'writes' }, size('-wal'))
    })
    this.#gauge('certificate_until_seconds', 'When its certificate ends, in Unix time', [], (gauge) => {
      const until = certificateUntil()
      if (until === undefined) gauge.reset()
      else gauge.set(until / 1000)
    })
    this.#gauge('held', 'Licenses; machines, each a seat; processes', ['kind'], async (gauge) => {
      gauge.reset() // an older number is none
      const totals = await vendor.store.totals()
      for (const [kind, count] of Object.entries<number>({ ...totals })) gauge.set({ kind }, count)
    })
  }

  readonly contentType = this.#registry.contentType

  text(): Promise<string> {
    return this.#registry.metrics()
  }

  /** Counts what goes to the log. */
  counting(logger: Logger): Logger {
    return {
      access: (line) => {
        const { route, status, milliseconds, code = '' } = line
        const method = KNOWN_METHODS.has(line.method) ? line.method : 'other'
        this.#answers.inc({ method, route, status, code })
        this.#seconds.observe({ route }, milliseconds / 1000)
        logger.access(line)
      },
      failure: (requestId, error) => {
        this.#failures.inc({ code: error instanceof Fault ? error.code : 'internal_error' })
        logger.failure(requestId, error)
      },
      culled: (one) => {
        this.#culled.inc({ kind: one.kind })
        logger.culled?.(one)
      },
    }
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: `activation_server_${name}`, help, labelNames, registers: [this.#registry] })
  }

  /** Looked at when it is asked for. Where that fails there is no number, and all else is told. */
  #gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    look: (gauge: Gauge<Label>) => void | Promise<void>,
  ): void {
    const registers = [this.#registry]
    const collect = async function (this: Gauge<Label>) {
      try {
        await look(this)
      } catch {
        this.reset()
      }
    }
    new Gauge({ name: `activation_server_${name}`, help, labelNames, registers, collect })
  }
}
