// What keeps the vendor's programs from working at all: one sentence for the person, and an exit status of its own
// (docs/vendor-guide.md#when-it-does-not-work).
import { server as english } from '#shared/messages/en/server.ts'
import type { ServerWords } from '#shared/messages/messages.ts'

export type FaultCode =
  | 'not_initialized'
  | 'database_missing'
  | 'database_damaged'
  | 'database_newer'
  | 'database_older'
  | 'database_busy'
  | 'database_away'
  | 'database_not_permitted'
  | 'database_in_use'
  | 'move_unfinished'
  | 'database_replaced'
  | 'database_behind'
  | 'not_a_backup'
  | 'output_not_written'
  | 'disk_full'
  | 'disk_trouble'
  | 'signing_key_missing'
  | 'signing_key_not_permitted'
  | 'signing_key_damaged'
  | 'signing_key_other'
  | 'folder_writable_by_others'
  | 'file_open_to_others'
  | 'clock_before_key'
  | 'too_many_open_files'
  | 'log_not_written'
  | 'certificate_not_usable'
  | 'port_taken'
  | 'port_not_permitted'
  | 'address_not_available'

/**
 * Thrown by what lies below the commands and the server; both take it for what it is, and not for a bug. Its message is
 * English, for logs and scripts.
 */
export class Fault extends Error {
  readonly code: FaultCode
  /** In the person's language. */
  readonly say: (words: ServerWords) => string

  constructor(code: FaultCode, why: (words: ServerWords['faults']) => string) {
    super(why(english.faults))
    this.code = code
    this.say = ({ faults }) => why(faults)
  }
}
