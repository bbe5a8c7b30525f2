// What every language must say above the licenses: what the vendor changed, the clock, seats to be returned.

export interface NoticeWords {
  readonly changed: (vendor: string) => string
  readonly clockBehind: string
  readonly clockBehindText: (clock: string, signed: string) => string
  readonly returns: (count: number) => string
  readonly returnsText: string
  readonly deactivatedOn: (day: string) => string
  /** A check has settled it. */
  readonly returned: (owner: string) => string
  readonly returnsFailed: (count: number) => string
  readonly seatOf: (owner: string) => string
}
