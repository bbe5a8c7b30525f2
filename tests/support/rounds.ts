// What could go on for ever is done some rounds in npm test, and in npm run test:long as long as its minutes last.

/** Milliseconds for each file of tests/long: what test:long was given, shared out to the files. */
export const LONG_SHARE = 'ACTIVATION_DESK_LONG_SHARE'
/** Which part of its usual minutes test:long was given, 1 at the most. */
export const LONG_PART = 'ACTIVATION_DESK_LONG_PART'
/** A file of tests/long that is run alone. */
const WITHOUT_TEST_LONG = 30_000
const PART_WITHOUT_TEST_LONG = 0.05

export interface Share {
  readonly milliseconds: number
  /** Whether they are over. A test looks after every round. */
  readonly isUp: () => boolean
}

/** The time of this file from now on; `parts`: how many tests of the file share it in turn. */
export function share(parts = 1): Share {
  const milliseconds = longShare() / parts
  const end = performance.now() + milliseconds
  return { milliseconds, isUp: () => performance.now() > end }
}

export function longShare(): number {
  const given = Number(process.env[LONG_SHARE] ?? WITHOUT_TEST_LONG)
  if (!(given > 0)) throw new Error(`${LONG_SHARE} is a number of milliseconds`)
  return given
}

/** Of what must be done so many times in the usual minutes, however slow the machine: as large a part as of the minutes. */
export const least = (usual: number): number =>
  Math.ceil(usual * Number(process.env[LONG_PART] ?? PART_WITHOUT_TEST_LONG))

/** Set by test:long for the files that sweep through all of something. */
export const WHOLE_SWEEPS = 'ACTIVATION_DESK_WHOLE_SWEEPS'

/** How far the next step of a sweep is: so far in npm test, one in test:long, which leaves nothing out. */
export const strideOf = (usual: number): number => (process.env[WHOLE_SWEEPS] === undefined ? usual : 1)

/** Of what a test sweeps through: the first, the last and one in so many between them; in test:long all. */
export const swept = <Item>(all: readonly Item[], oneIn: number): Item[] =>
  all.filter((_, index) => index % strideOf(oneIn) === 0 || index === all.length - 1)

/** Of the random numbers: always the same in npm test, so that it fails for everybody or for nobody. */
export const seed = (): number => Number(process.env['ACTIVATION_DESK_SEED'] ?? 1)
