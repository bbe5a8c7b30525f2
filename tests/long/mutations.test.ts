// Changed Local License Keys, hundreds of thousands.
import { expect, test } from 'vitest'
import { mutateMachineFile, mutateTypedKey, type MutationReport } from '#tests/support/mutations.ts'
import { seed, share } from '#tests/support/rounds.ts'

const KINDS = [
  ['file', mutateMachineFile],
  ['typed key', mutateTypedKey],
] as const

function judge({ tried, accepted }: MutationReport): void {
  console.log(`${tried} changes`)
  expect(accepted).toEqual([])
  expect(tried).toBeGreaterThan(0)
}

test.each(KINDS)('no random change to a %s is accepted, and none throws', (_, mutate) => {
  judge(mutate(Infinity, seed(), share(KINDS.length).isUp))
})
