// What the page needs from outside: calls and events of the contract, whether the host answers, clipboard and files.
import type { CallResult, Client, Input, Method } from '#shared/contract/contract.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { Err, Result } from '#shared/result.ts'

/** No answer at all: the program behind the page is gone. Only the page can know, so the contract has no such code. */
export interface HostStopped {
  readonly code: 'host_stopped'
  readonly params: Readonly<Record<string, never>>
}

export const CANCELLED: Err<Failure<'cancelled'>> = { ok: false, error: { code: 'cancelled', params: {} } }

/** Every failure that the page may have to explain. */
export type PageFailure = Failure | HostStopped

export type PageResult<M extends Method> = CallResult<M> | Err<HostStopped> | Err<Failure<'cancelled'>>

/** The contract's client, seen from the page: any `Client` is one. */
export interface PageClient {
  /** Ends with `cancelled` as soon as the signal does; the host stops what it does for it. */
  call<M extends Method>(name: M, input: Input<M>, signal?: AbortSignal): Promise<PageResult<M>>
  on: Client['on']
}

/** `signed_out`: the host answers, but does not know this page (any more). */
export type HostStatus = 'up' | 'down' | 'signed_out'

export interface HostWatch {
  readonly status: HostStatus
  /** Why the host did not let this page in, where it said more than that it does not know the page. */
  readonly refusal: Failure | null
  /** Returns its own unsubscribe. */
  onChange(listener: (status: HostStatus) => void): () => void
}

/** `by_hand`: the system did not let us; the text has to be selected and copied by the person. */
export type CopyOutcome = 'copied' | 'by_hand'

export interface FileToSave {
  readonly fileName: string
  readonly mediaType: string
  readonly encoding: 'utf8' | 'base64'
  readonly content: string
  /** It holds License Codes: on the desktop nobody else may read the file. */
  readonly confidential?: boolean
}

/** The same content as tab-separated text and as HTML, for programs that paste either. */
export interface RichText {
  readonly text: string
  readonly html: string
}

/** What the operating system or the browser does for the page. */
export interface Platform {
  copyText(text: string): Promise<CopyOutcome>
  /** Called while a press is handled: browsers allow it then alone, so the content may come later. */
  copyRich(content: Promise<RichText>): Promise<CopyOutcome>
  /** Where it was saved, in words for the person; null: the person closed the dialog. */
  saveFile(file: FileToSave): Promise<Result<string | null, PageFailure>>
}

export interface Bridge {
  readonly client: PageClient
  readonly platform: Platform
  readonly host: HostWatch
}
