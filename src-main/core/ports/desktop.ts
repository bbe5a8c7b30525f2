// What only a desktop has: the operating system's clipboard and save dialog.
import type { Failure } from '#shared/contract/errors.ts'
import type { Result } from '#shared/result.ts'

export interface Desktop {
  copyText(text: string): Promise<void>
  /** null: the person closed the dialog. */
  saveFile(fileName: string, content: string): Promise<Result<string | null, Failure<'file_not_written'>>>
}
