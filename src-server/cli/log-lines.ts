// How a line of the server's log looks: a text for a person, or JSON for what collects logs. No code, no authorization, and
// no message of a bug that could hold one.
import { iso } from '#shared/instant.ts'
import { printable } from '#shared/printable.ts'
import type { AccessLine, Culled } from '../http/access-log.ts'
import { Fault } from '../fault.ts'

/** What the log tells of. Each writes one line, and throws where it cannot be written. */
export interface LogLines {
  answered(line: AccessLine): void
  failed(requestId: string, error: unknown): void
  culled(one: Culled): void
  /** Lines before this one could not be written. */
  missing(count: number): void
  /** The older file goes on. `code`: the system's. */
  notOpenedAnew(code: string): void
}

/** Throws where the text cannot be written. */
export type Write = (text: string) => void

const TAKEN = { machine: 'seat', process: 'place' } as const

export function textLines(write: Write): LogLines {
  const line = (text: string) => write(`${iso(Date.now())} ${printable(text)}\n`)
  return {
    answered: ({ method, route, status, milliseconds, requestId, remote }) =>
      line(`${remote} ${method} ${route} ${status} ${milliseconds}ms ${requestId}`),
    failed: (requestId, error) => line(`failure ${requestId} ${wordsOf(error)}`),
    culled: ({ kind, id, licenseId }) =>
      line(`${kind} ${id} of license ${licenseId} lost its ${TAKEN[kind]}: its lease ended`),
    missing: (count) => line(`${count} lines could not be written`),
    notOpenedAnew: (code) => line(`the log file could not be opened anew (${code})`),
  }
}

/** One object a line (docs/vendor-guide.md): `time` and `level` first, then `event` and what belongs to it. */
export async function jsonLines(write: Write): Promise<LogLines> {
  const { pino, stdTimeFunctions } = await import('pino') // who reads the text waits for no library of the other
  const log = pino(
    {
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  )
  return {
    answered: ({ remote, ...line }) => log.info({ event: 'answered', ...line, remote: printable(remote) }),
    failed: (requestId, error) =>
      log.error({
        event: 'failed',
        ...(error instanceof Fault && { code: error.code }),
        requestId,
        error: printable(wordsOf(error)),
      }),
    culled: (one) => log.info({ event: 'culled', ...one }),
    missing: (lines) => log.warn({ event: 'lines_missing', lines }),
    notOpenedAnew: (code) => log.error({ event: 'log_not_opened', code }),
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Fault) return `${error.code}: ${error.message}`
  return error instanceof Error ? (error.stack ?? error.name) : 'not an error'
}
