// What PostgreSQL and the way to it refuse, as the faults that a person can do something about
// (https://www.postgresql.org/docs/current/errcodes-appendix.html).
import { Fault, type FaultCode } from '../../fault.ts'
import type { ServerWords } from '#shared/messages/messages.ts'

type Why = (words: ServerWords['faults'], said: string) => string

const away: Why = (words, said) => words.databaseAway(said)
const crowded: Why = (words) => words.databaseCrowded
const refused: Why = (words, said) => words.databaseRefuses(said)

/** By the code, or the first two letters of it. */
const FAULTS: Readonly<Record<string, readonly [FaultCode, Why]>> = {
  '08': ['database_away', away],
  '57P01': ['database_away', away],
  '57P02': ['database_away', away],
  '57P03': ['database_away', away],
  '53300': ['database_busy', crowded],
  '55P03': ['database_busy', crowded],
  '57014': ['database_busy', crowded],
  '40': ['database_busy', crowded],
  '53100': ['disk_full', (words) => words.diskFull(words.theDatabase)],
  '25006': ['database_not_permitted', (words) => words.databaseReadsOnly],
  '28': ['database_not_permitted', refused],
  '42501': ['database_not_permitted', refused],
  '3D': ['not_initialized', refused],
  '42P01': ['not_initialized', (words) => words.databaseWithoutTables],
  XX: ['database_damaged', (words) => words.databaseDamaged(words.theDatabase)],
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'EACCES',
])
/** As `pg` says it without a code. */
const AWAY_WORDS =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|not queryable/i

/** Null: no trouble with the database or the way to it, hence a bug. */
export function postgresFault(error: unknown): Fault | null {
  if (error instanceof Fault) return error
  if (!(error instanceof Error)) return null
  const { code = '' } = error as NodeJS.ErrnoException
  const { message } = error
  if (AWAY.has(code) || (code === '' && AWAY_WORDS.test(message)))
    return new Fault('database_away', (words) => away(words, code || message))
  const [fault, why] = FAULTS[code] ?? FAULTS[code.slice(0, 2)] ?? []
  return fault && why ? new Fault(fault, (words) => why(words, message)) : null
}
