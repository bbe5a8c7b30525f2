// The server's log: a line for each request, on standard error or in a file. Whatever happens to it, the server goes on:
// a line that cannot be written is counted, and the next one that can says how many are missing.
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { ownPlace } from '#shared/files/own-way.ts'
import { faults } from '#shared/messages/en/server-faults.ts'
import { printable } from '#shared/printable.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { Fault } from '../fault.ts'
import type { Logger } from '../http/access-log.ts'
import { isServersOwn } from '../vendor/own-files.ts'
import { jsonLines, textLines, type LogLines, type Write } from './log-lines.ts'

/** Bytes that may wait for a reader of standard error that is slow; what comes then is counted, not kept. */
const MOST_WAITING = 1_048_576

export interface Log extends Logger {
  /** Opens the file anew, after it was renamed; where that fails the older one goes on, and it and standard error say so. */
  reopen(): void
}

export const LOG_FORMATS = ['text', 'json'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

/** `file` undefined: standard error. */
export async function openLog(
  file: string | undefined,
  dataDir: string,
  format: LogFormat = 'text',
): Promise<Result<Log, Fault>> {
  const linesTo = format === 'json' ? jsonLines : textLines
  if (file === undefined) return ok(logTo(await linesTo(toStandardError()), () => undefined))
  try {
    let descriptor = openToAppend(file, dataDir)
    const reopen = () => {
      const next = openToAppend(file, dataDir)
      closeSync(descriptor)
      descriptor = next
    }
    const errors = toStandardError()
    return ok(
      logTo(await linesTo((text) => void writeSync(descriptor, text)), reopen, (code) =>
        errors(notOpened(file, code)),
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
export function logTo(lines: LogLines, reopen: () => void, told?: (code: string) => void): Log {
  let lost = 0
  const line = (tell: () => void) => {
    try {
      if (lost > 0) lines.missing(lost)
      lost = 0
      tell()
    } catch {
      lost += 1
    }
  }
  return {
    access: (one) => line(() => lines.answered(one)),
    failure: (requestId, error) => line(() => lines.failed(requestId, error)),
    culled: (one) => line(() => lines.culled(one)),
    reopen: () => {
      try {
        reopen()
      } catch (error) {
        const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException
        line(() => lines.notOpenedAnew(code))
        told?.(code)
      }
    },
  }
}
