// What a row is: one of Keygen's scenarios as a license key meets it, and what this server makes of it.

/** Of the repository keygen-sh/keygen-api: every `from` names a feature of it, and a line at this commit. */
export const KEYGEN_COMMIT = 'f70c4f4e00bc6b3357a05d46bef52df5ccdb9da9'

/** What is done before the question, in this order. The license is another one for each row. */
export type Given =
  /** The machine `one` holds a seat. */
  | 'activated'
  /** `two` and `three` do as well. */
  | 'two more'
  /** `one` has the components `disk` and `board`, `two` has its own. */
  | 'parts'
  | 'parts of two'
  | 'pinged'
  /** `app` runs on `one`, and later `service`; `app` on `two` or of the other license. */
  | 'processes'
  | 'process of two'
  | 'their process'
  /** The component `their board` of the machine `theirs`. */
  | 'their parts'
  /** The license is then for one. */
  | 'one process left'
  /** The duration of a heartbeat has passed since. */
  | 'ping too old'
  /** `two` holds a seat as well. */
  | 'another machine'
  /** The license is then for one less, for one, or for as many cores as a part of its machine has. */
  | 'one machine fewer'
  | 'one machine left'
  | 'fewer cores'
  /** `large` holds a seat with more memory and disk than the license may have by then. */
  | 'less memory'
  | 'less disk'
  | 'two days later'
  | 'checked in'
  /** A use was counted. */
  | 'used'
  /** Another license, with the machine `theirs`. */
  | 'another license'
  | 'suspended'
  | 'banned'
  | 'expired'

export interface Question {
  readonly given?: readonly Given[]
  /** The rules of a policy of its own; what stands in `limits` is the license's alone. */
  readonly policy?: readonly string[]
  readonly sold?: {
    readonly machines?: number
    readonly features?: readonly string[]
    readonly limits?: readonly string[]
  }
  /** `nobody`, or what stands in `Authorization`, Basic in the clear; the license's key where nothing is said. */
  readonly as?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A text is sent as it is. */
  readonly body?: unknown
}

/** Words that begin with a dollar sign are filled in: see `world.ts`. */
export interface Answered {
  readonly status: number
  /** The error's or the validation's; none where it is left out. */
  readonly code?: string
  /** The pointer, the parameter or the header that an error names; none where it is left out. */
  readonly at?: string
  /** At least this is in the body. */
  readonly has?: object
  readonly headers?: Readonly<Record<string, string>>
}

export interface Row {
  /** Keygen's feature and line: `machines/create:2963`; or a file of its sources. */
  readonly from: string
  /** In our words, unique in its area. */
  readonly says: string
  /** Method and address, as below `/v1`. */
  readonly ask: string
  readonly question: Question
  readonly keygen: Answered
  /** Where this server answers otherwise: how, and why. */
  readonly here?: { readonly answer: Answered; readonly why: string }
}

/** Scenarios that cannot be asked here, since what they are about is not there. */
export interface Missing {
  readonly from: string
  readonly says: string
  readonly why: string
}

export interface Area {
  readonly area: string
  readonly rows: readonly Row[]
  readonly missing?: readonly Missing[]
}

export type Verdict = 'same' | 'differs' | 'absent'

export function verdictOf({ here }: Row): Verdict {
  if (!here) return 'same'
  return here.answer.status === 404 && here.answer.code === 'NOT_FOUND' ? 'absent' : 'differs'
}

export const row = (from: string, says: string, ask: string, question: Question, keygen: Answered): Row => ({
  from,
  says,
  ask,
  question,
  keygen,
})

export const differs = (keygens: Row, answer: Answered, why: string): Row => ({
  ...keygens,
  here: { answer, why },
})

export const absent = (keygens: Row, why: string): Row =>
  differs(keygens, { status: 404, code: 'NOT_FOUND' }, why)

export const ok = (has?: object): Answered => ({ status: 200, ...(has && { has }) })

export const refused = (status: number, code?: string, at?: string): Answered => ({
  status,
  ...(code !== undefined && { code }),
  ...(at !== undefined && { at }),
})

export const missing = (from: string, says: string, why: string): Missing => ({ from, says, why })
