// What every language must say when a license is taken off this machine.
import type { Output } from '../contract/contract.ts'

export interface DeactivationWords {
  readonly open: string
  readonly title: (owner: string) => string
  /** Before it is done. */
  readonly stops: (products: number) => string
  readonly online: string
  readonly offline: (vendor: string) => string
  readonly act: string
  readonly cancel: string
  readonly working: string
  /** Where the server is away. */
  readonly laterText: string
  readonly later: string
  readonly done: (owner: string) => string
  readonly seats: Readonly<Record<Output<'licenses.deactivate'>['seat'], string>>
  readonly returnCode: string
  readonly returnCodeKept: string
  readonly returnCodeFile: string
}
