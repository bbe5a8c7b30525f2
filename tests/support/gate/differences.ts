// A gate in another language beside the reference: the vectors, and stores of chance.
import { randomInt } from 'node:crypto'
import { chmodSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { GateAnswer } from '#shared/contract/views.ts'
import { askReferenceAsNobody } from './ask-reference.ts'
import type { AskedGates, Difference } from './asked-gates.ts'
import { Chance } from './chance.ts'
import { layOutCase, openAgain, type Refused } from './gate-case.ts'
import { GateVendor } from './gate-vendor.ts'
import { randomCase } from './random-store.ts'
import { OUTCOMES } from './random-themes.ts'
import { readVectors } from './read-vectors.ts'

/** `root`: an empty folder. What is answered otherwise than it is written. */
export async function differencesInVectors(gates: AskedGates, root: string): Promise<readonly Difference[]> {
  chmodSync(root, 0o755)
  const found: Difference[] = []
  for (const { name, answer: reference, ...vector } of readVectors()) {
    const folder = path.join(root, name)
    mkdirSync(folder)
    layOutCase(vector, folder)
    found.push(...(await gates.differences(name, vector, folder, () => reference)))
    openAgain(vector, folder)
  }
  return found
}

/** In 10,000 each status and each refusal occurs so often. */
export const STORES = 10_000
const EACH_AT_LEAST = 200
/** The first few differences are enough. */
const MOST = 5

export interface Compared {
  readonly seed: number
  readonly differences: readonly Difference[]
  /** What the reference came to too seldom to be compared. */
  readonly rare: readonly string[]
}

/** `root`: an empty folder. The seed is printed, and repeats the choices. */
export async function compareRandomStores(
  gates: AskedGates,
  root: string,
  seed = Number(process.env['ACTIVATION_DESK_SEED'] ?? randomInt(2 ** 31)),
): Promise<Compared> {
  process.stdout.write(`seed of the stores: ${seed}\n`)
  chmodSync(root, 0o755)
  const [chance, vendor] = [new Chance(seed), new GateVendor()]
  const differences: Difference[] = []
  const outcomes = new Map<string, number>()
  for (let index = 0; index < STORES && differences.length < MOST; index += 1) {
    const one = randomCase(chance, vendor)
    const folder = path.join(root, String(index))
    mkdirSync(folder)
    layOutCase(one, folder)
    const found = await gates.differences(`store ${index}`, one, folder, async () => {
      const reference = await askReferenceAsNobody(one, folder)
      for (const outcome of outcomesOf(reference)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      return reference
    })
    differences.push(...found)
    rmSync(folder, { recursive: true })
  }
  // What nobody may read is closed to nobody but by root.
  const possible = OUTCOMES.filter((outcome) => outcome !== 'store_not_readable' || process.getuid?.() === 0)
  const rare = possible.filter((outcome) => (outcomes.get(outcome) ?? 0) < EACH_AT_LEAST)
  return { seed, differences, rare }
}

function outcomesOf(answer: GateAnswer | Refused): readonly string[] {
  if ('error' in answer) return [answer.error.code]
  return answer.reason === null || answer.reason === answer.status
    ? [answer.status]
    : [answer.status, answer.reason]
}
