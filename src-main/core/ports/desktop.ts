// What only a desktop has: the operating system's clipboard, save dialog, and what it opens with the app.
import type { Failure } from '#shared/contract/errors.ts'
import type { Opened } from '#shared/contract/opened.ts'
import type { Result } from '#shared/result.ts'

export interface OpenedBySystem {
  /** Each once, in their order; null: nothing more. */
  take(): Opened | null
  /** Returns its own unsubscribe. */
  watch(listener: () => void): () => void
}

export interface Desktop {
  readonly opened: OpenedBySystem
  /** `html`: the same for programs that paste formatted text; null: text alone. */
  copyText(text: string, html: string | null): Promise<void>
  /** null: the person closed the dialog. After a failure what stood at the place still does, and no half file. `confidential`: for this person alone. */
  saveFile(
    fileName: string,
    content: Uint8Array,
    confidential: boolean,
  ): Promise<Result<string | null, Failure<'file_not_written' | 'disk_full'>>>
}
