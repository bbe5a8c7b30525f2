// The gate for products that run on Node (README.md).

export interface Asked {
  /** What a license that lets run has to have. */
  readonly feature?: string | null | undefined
  /** The day in UTC on which the asking version was built, `2026-12-31`, or a moment with `Z`. */
  readonly built?: string | null | undefined
}

export interface Answer {
  /** As the command exits. 0: may run; 1: may not; 2: could not tell. */
  readonly verdict: 0 | 1 | 2
  readonly mayRun: boolean
  readonly status: string | null
  /** Where it could not tell: the code of what stood in the way. */
  readonly reason: string | null
  readonly limit: number | null
  readonly usage: number | null
  readonly until: string | null
  readonly daysLeft: number | null
  readonly maintenanceUntil: string | null
  readonly features: readonly string[]
  readonly errorPath: string | null
  readonly errorCause: string | null
  /** Of a test vendor: says nothing of a real license. */
  readonly isTest: boolean
  /** As `check --json` prints it. */
  readonly json: object
  /** The verdict, why, until when, and what to do, in English. */
  readonly sentence: string
}

export declare class Gate {
  /**
   * `profile`: the vendor profile as JSON, part of the product: it holds the public keys. Throws nothing: one that is none, and
   * a folder that can be none, is said by every answer.
   */
  constructor(profile: string, folder?: string | null)
  /** Always answers. */
  check(product: string, asked?: Asked | null): Promise<Answer>
  /** Throws a RangeError, or the system's error with its `code`; ENOTDIR where `usage` is a file or a link. */
  reportUsage(product: string, usage: number): void
  /**
   * Returns its own end, which the listener may call too. What the listener throws is passed over. `seconds`: from 0.01 to a
   * day, else 5; others count as the nearer of these, and what is no number, or NaN, is answered as a question that is none. It
   * keeps no process alive. Throws a TypeError without a listener.
   */
  watch(
    listener: (answer: Answer) => unknown,
    product: string,
    asked?: (Asked & { readonly seconds?: number | null | undefined }) | null,
  ): () => void
}
