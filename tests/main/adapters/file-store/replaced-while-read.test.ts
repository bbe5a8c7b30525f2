// A license that is replaced while the store is read is found, whichever steps fall between which (issue 10.16).
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { randomFrom } from '#tests/support/random.ts'
import { seed, strideOf, swept } from '#tests/support/rounds.ts'
import { openStore, sample, type OpenStore } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
let open: OpenStore
beforeEach(async () => {
  open = openStore(cleanup)
  await open.put({ id: 'stays' })
  await open.put({ id: 'moves' })
  real.cpSync(at('licenses', 'moves'), spare(), { recursive: true })
})
afterEach(() => cleanup.run())

const real = { ...fs }
const READS = ['openSync', 'lstatSync', 'readdirSync', 'readSync'] as const
const at = (...names: string[]) => path.join(open.dataDir, ...names)
/** Another copy of the license, out of sight. */
const spare = () => `${open.dataDir}.spare`
let version = 0

/** What a writer does to the disk when it replaces a license (write.ts, license-folder.ts), step by step. */
function replacement(): (() => void)[] {
  version += 1
  const [old, next] = [at('staging', `moves.${version}.removed`), at('staging', `moves.${version}`)]
  const revision = String(version)
  return [
    () => real.renameSync(spare(), next),
    () => real.renameSync(at('licenses', 'moves'), old),
    () => real.renameSync(next, at('licenses', 'moves')),
    () => real.renameSync(old, spare()), // deleted, as far as the store can see
    () => {
      real.writeFileSync(at('revision'), revision)
    },
  ]
}

/** Reads; before its call number n, as many steps are taken as `schedule` says of it. What is left is taken afterwards. */
function readDuring(steps: (() => void)[], schedule: (call: number) => number): string[] {
  const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>
  let call = 0
  for (const name of READS)
    calls[name] = (...args) => {
      for (let due = schedule(call++); due > 0; due -= 1) steps.shift()?.()
      return (real[name] as (...args: unknown[]) => unknown)(...args)
    }
  syncBuiltinESMExports()
  try {
    return open
      .contents()
      .licenses.map(({ id }) => id)
      .toSorted()
  } finally {
    for (const name of READS) Object.assign(fs, { [name]: real[name] })
    syncBuiltinESMExports()
    for (const step of steps.splice(0)) step()
  }
}

const [UP_TO_THE_GAP, TO_THE_NEXT_GAP] = [2, 5]

test(
  'between two replacements, at whichever calls of the reader their gaps lie',
  { timeout: 300_000 },
  () => {
    let calls = 0
    readDuring([], () => {
      calls += 1
      return 0
    })
    expect(calls).toBeGreaterThan(20)
    for (let first = 0; first < calls; first += strideOf(4))
      for (let second = first; second < calls; second += 3 * strideOf(4))
        for (const third of swept([second, second + 2, second + 9], 2)) {
          const steps = [...replacement(), ...replacement(), ...replacement()]
          const due = (call: number) =>
            (call === first ? UP_TO_THE_GAP : 0) +
            (call === second ? TO_THE_NEXT_GAP : 0) +
            (call === third ? TO_THE_NEXT_GAP : 0)
          expect(readDuring(steps, due), `steps before ${first}, ${second}, ${third}`).toEqual([
            'moves',
            'stays',
          ])
        }
  },
)

test('whatever the writer does before each call, at random', () => {
  const random = randomFrom(seed())
  for (let round = 0; round < 200 / strideOf(2); round += 1) {
    const steps = Array.from({ length: 4 }, replacement).flat()
    const often = 1 + random(6)
    const due = () => (random(often) === 0 ? 1 + random(3) : 0)
    expect(readDuring(steps, due), `round ${round}, seed ${seed()}`).toEqual(['moves', 'stays'])
  }
})

test('a writer that was killed in the gap hides nothing', () => {
  const [stage, takeAway] = replacement()
  stage?.()
  takeAway?.()
  expect(open.contents().licenses).toContainEqual(sample({ id: 'moves' }))
})
