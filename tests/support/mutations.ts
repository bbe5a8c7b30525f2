// Random changes to Local License Keys, none of which may be taken for another key, or make the reader throw.
import { formatRows, rowsToBytes } from '#shared/formats/typed-key/rows.ts'
import { SIGNATURE_BYTES } from '#shared/formats/typed-key/shape.ts'
import { openOfflineKey } from '#shared/license/offline-key.ts'
import { contextFor, ISSUED, machineFile, makeKey } from './machine-files.ts'
import { randomFrom, type Random } from './random.ts'
import { typedContextFor, typedKeyRows } from './typed-keys.ts'

export interface MutationReport {
  readonly tried: number
  /** Changed texts that opened and said something else than the key they were made from. */
  readonly accepted: readonly string[]
}

const key = makeKey()
const open = (text: string) =>
  openOfflineKey(text, { ...contextFor([key]), ...typedContextFor([key]) }, { clock: ISSUED })

/** A letter replaced, some removed, or one put in. White space and text around the block are no part of the key. */
export function mutateMachineFile(times: number, seed: number, timeIsUp: () => boolean): MutationReport {
  const whole = machineFile(key)
  const random = randomFrom(seed)
  return tryAll(whole, times, timeIsUp, (round) => {
    const at = random(whole.length)
    const letter = String.fromCharCode(32 + random(95))
    const changed = [
      whole.slice(0, at) + letter + whole.slice(at + 1),
      whole.slice(0, at) + whole.slice(at + 1 + random(4)),
      whole.slice(0, at) + letter + whole.slice(at),
    ]
    return changed[round % 3] ?? ''
  })
}

/**
 * By turns up to four changes to the text (most of which the check letters find), and one to the bytes under check
 * letters that hold, which only the signature finds. Spaces, row breaks and look-alikes are no part of the key.
 */
export function mutateTypedKey(times: number, seed: number, timeIsUp: () => boolean): MutationReport {
  const rows = typedKeyRows(key)
  const bytes = bytesOf(rows)
  const random = randomFrom(seed)
  return tryAll(rows.join('\n'), 2 * times, timeIsUp, (round) =>
    round % 2 === 0 ? changedText(rows.join('\n'), random) : changedBytes(bytes, random),
  )
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ ilou-\n:>é'

function changedText(whole: string, random: Random): string {
  let text = whole
  for (let changes = random(4); changes >= 0; changes -= 1) {
    const at = random(text.length)
    const length = [1, 0, 1 + random(40)][random(3)] ?? 0
    const letter = ALPHABET[random(ALPHABET.length)] ?? ''
    const put = [letter, '', text.slice(at, at + random(40))][random(3)] ?? ''
    text = text.slice(0, at) + put + text.slice(at + length)
  }
  return text
}

/** Payload, whose length its second byte says, and signature. */
function bytesOf(rows: readonly string[]): Uint8Array {
  const all = rowsToBytes(rows.map((row) => row.replaceAll(' ', '')))
  const bytes = all.slice(0, (all[1] ?? 0) + SIGNATURE_BYTES)
  if (formatRows(bytes).join() !== rows.join()) throw new Error('these are not the bytes of the rows')
  return bytes
}

function changedBytes(bytes: Uint8Array, random: Random): string {
  const changed = Uint8Array.from(bytes)
  const at = random(changed.length)
  changed[at] = (changed[at] ?? 0) ^ (1 + random(255))
  return formatRows(changed).join('\n')
}

function tryAll(
  whole: string,
  times: number,
  timeIsUp: () => boolean,
  change: (round: number) => string,
): MutationReport {
  const opened = open(whole)
  if (!opened.ok) throw new Error('the key does not open before it is changed')
  const reference = JSON.stringify(opened)
  const accepted: string[] = []
  let tried = 0
  for (; tried < times && !timeIsUp(); tried += 1) {
    const changed = change(tried)
    const result = open(changed)
    if (result.ok && JSON.stringify(result) !== reference) accepted.push(changed)
  }
  return { tried, accepted }
}
