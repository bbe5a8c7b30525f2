// Random changes to a machine file, none of which may be taken for another key, or make the reader throw.
import { openMachineFile } from '#shared/license/machine-file.ts'
import { contextFor, ISSUED, machineFile, makeKey } from './machine-files.ts'
import { randomFrom } from './random.ts'

export interface MutationReport {
  readonly tried: number
  /** Changed texts that opened and said something else than the file they were made from. */
  readonly accepted: readonly string[]
}

/** A letter replaced, some removed, or one put in. White space and text around the block are no part of the key. */
export function mutateMachineFile(times: number, seed: number, timeIsUp: () => boolean): MutationReport {
  const key = makeKey()
  const whole = machineFile(key)
  const open = (text: string) => openMachineFile(text, contextFor([key]), { clock: ISSUED })
  const reference = JSON.stringify(open(whole))
  const random = randomFrom(seed)
  const accepted: string[] = []
  let tried = 0
  for (; tried < times && !timeIsUp(); tried += 1) {
    const at = random(whole.length)
    const letter = String.fromCharCode(32 + random(95))
    const changed = [
      whole.slice(0, at) + letter + whole.slice(at + 1),
      whole.slice(0, at) + whole.slice(at + 1 + random(4)),
      whole.slice(0, at) + letter + whole.slice(at),
    ][tried % 3]
    const result = open(changed ?? '')
    if (result.ok && JSON.stringify(result) !== reference) accepted.push(changed ?? '')
  }
  return { tried, accepted }
}
