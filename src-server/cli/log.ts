// The server's log: a line for each request, on standard error or in a file. Whatever happens to it, the server goes on:
// a line that cannot be written is counted, and the next one that can says how many are missing. The lines of requests that
// came together are written together: a write for each takes as long as the signature of its answer.
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { ownPlace } from '#shared/files/own-way.ts'
import { faults } from '#shared/messages/en/server-faults.ts'
import { printable } from '#shared/printable.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { Fault } from '../fault.ts'
import type { Logger } from '../http/access-log.ts'
import { isServersOwn } from '../vendor/own-files.ts'
import { jsonLines, textLines, type Write } from './log-lines.ts'

/** Bytes that may wait for a reader of standard error that is slow; what comes then is counted, not kept. */
const MOST_WAITING = 1_048_576
/** Letters of lines that are written together: with the one that passes it they fit into a pipe as a whole or not at all. */
const MOST_TOGETHER = 3072
/** Milliseconds that a line waits for others. */
const TOGETHER_MS = 20

export interface Log extends Logger {
  /** Opens the file anew, after it was renamed; where that fails the older one goes on, and it and standard error say so. */
  reopen(): void
  /** What waits is written: for the end of the process. */
  flush(): void
}

export const LOG_FORMATS = ['text', 'json'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

/** `file` undefined: standard error. */
export async function openLog(
  file: string | undefined,
  dataDir: string,
  format: LogFormat = 'text',
): Promise<Result<Log, Fault>> {
  if (file === undefined) return ok(await logTo(format, toStandardError(), () => undefined))
  try {
    let descriptor = openToAppend(file, dataDir)
    const reopen = () => {
      const next = openToAppend(file, dataDir)
      closeSync(descriptor)
      descriptor = next
    }
    const errors = toStandardError()
    return ok(
      await logTo(
        format,
        (text) => void writeSync(descriptor, text),
        reopen,
        (code) => errors(notOpened(file, code)),
      ),
    )
  } catch (error) {
    if (error instanceof Fault) return err(error)
    const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException
    return err(
      new Fault('log_not_written', (words) =>
        code === 'EROFS' ? words.diskReadOnly(file) : words.logNotWritten(file, code),
      ),
    )
  }
}

const notOpened = (file: string, code: string): string =>
  `${printable(faults.logNotOpenedAnew(file, code))}\n`

/** Never waits: not for the other end of a pipe either. Throws the Fault of a file that is the server's own. */
function openToAppend(file: string, dataDir: string): number {
  const place = ownPlace(file)
  if (isServersOwn(dataDir, place, 'a text'))
    throw new Fault('log_not_written', (words) => words.serversOwn(file))
  const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK } = constants
  return openSync(place.path, O_WRONLY | O_APPEND | O_CREAT | O_NONBLOCK | place.noFollow, 0o640)
}

function toStandardError(): Write {
  const { stderr } = process
  stderr.on('error', () => undefined) // its reader has left, or its disk is full
  return (text) => {
    if (stderr.writableLength > MOST_WAITING) throw new Error('nobody reads standard error')
    stderr.write(text)
  }
}

/** `reopen`: throws where the file cannot be opened anew, of which `told` hears the system’s code. */
export async function logTo(
  format: LogFormat,
  write: Write,
  reopen: () => void,
  told?: (code: string) => void,
): Promise<Log> {
  const waiting = { text: '', lines: 0, missing: 0 }
  const wait: Write = (text) => (waiting.text += text)
  const lines = format === 'json' ? await jsonLines(wait) : textLines(wait)
  let lost = 0
  const flush = () => {
    const { text, lines: count, missing } = waiting
    Object.assign(waiting, { text: '', lines: 0, missing: 0 })
    if (text === '') return
    try {
      write(text)
      lost -= missing
    } catch {
      lost += count
    }
  }
  const line = (tell: () => void) => {
    if (waiting.text === '') {
      setTimeout(flush, TOGETHER_MS)
      waiting.missing = lost
      if (lost > 0) lines.missing(lost)
    }
    waiting.lines += 1
    tell()
    if (waiting.text.length > MOST_TOGETHER) flush()
  }
  return {
    access: (one) => line(() => lines.answered(one)),
    failure(requestId, error) {
      line(() => lines.failed(requestId, error))
      flush() // it may be the last that this process says
    },
    culled: (one) => line(() => lines.culled(one)),
    reopen() {
      flush() // into the older one
      try {
        reopen()
      } catch (error) {
        const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException
        line(() => lines.notOpenedAnew(code))
        told?.(code)
      }
    },
    flush,
  }
}
