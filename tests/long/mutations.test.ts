// Changed keys, hundreds of thousands.
import { expect, test } from 'vitest'
import {
  mutateMachineFile,
  mutateSignedKey,
  mutateTypedKey,
  type MutationReport,
} from '#tests/support/mutations.ts'
import { seed, share } from '#tests/support/rounds.ts'

/** So many of each however short the time is: 100,000 together. A typed key's come in pairs. */
const KINDS = [
  ['file', mutateMachineFile, 40_000],
  ['typed key', mutateTypedKey, 40_000],
  ['signed key', mutateSignedKey, 20_000],
] as const

function judge({ tried, accepted, slow }: MutationReport, least: number): void {
  console.log(`${tried} changes`)
  expect({ accepted, slow }).toEqual({ accepted: [], slow: [] })
  expect(tried).toBeGreaterThanOrEqual(least)
}

test.each(KINDS)(
  'no random change to a %s is accepted, none throws, none is slow (issue 10)',
  (_, mutate, least) => {
    const { isUp } = share(KINDS.length)
    let rounds = 0
    judge(
      mutate(Infinity, seed(), () => ++rounds > least && isUp()),
      least,
    )
  },
)
