// Random changes to keys, none of which may be taken for another key, make the reader throw, or keep it busy.
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { readSignedKey, signerOf } from '#shared/formats/signed-key.ts'
import { charactersRead } from '#shared/formats/text/cursor.ts'
import { formatRows, rowsToBytes } from '#shared/formats/typed-key/rows.ts'
import { SIGNATURE_BYTES } from '#shared/formats/typed-key/shape.ts'
import { openOfflineKey } from '#shared/license/offline-key.ts'
import { contextFor, ISSUED, machineFile, makeKey } from './machine-files.ts'
import { PIECES, runOf } from './outside-texts.ts'
import { randomFrom, type Random } from './random.ts'
import { ed25519Key } from './signed-keys.ts'
import { typedContextFor, typedKeyRows } from './typed-keys.ts'

export interface MutationReport {
  readonly tried: number
  /** Changed texts that opened and said something else than the key they were made from. */
  readonly accepted: readonly string[]
  /** Changed texts at which the reader looked more often than `TIMES` a character. */
  readonly slow: readonly string[]
}

/** What looks for armor and what reads rows, one after the other, each with what is undone before it (linear-reading.test.ts). */
const TIMES = 40 + 84
const BESIDES = 4000

const key = makeKey()
const open = (text: string) =>
  openOfflineKey(text, { ...contextFor([key]), ...typedContextFor([key]) }, { clock: ISSUED })

/** A run of what readers look for, somewhere in a key. */
function withRun(whole: string, random: Random): string {
  const at = random(whole.length)
  return whole.slice(0, at) + runOf(PIECES[random(PIECES.length)] ?? '', random(3000)) + whole.slice(at)
}

/** A letter replaced, some removed, or one or many put in. White space and text around the block are no part of the key. */
export function mutateMachineFile(times: number, seed: number, timeIsUp: () => boolean): MutationReport {
  const whole = machineFile(key)
  const random = randomFrom(seed)
  return tryAll(open, whole, times, timeIsUp, (round) => changedLetters(whole, round, random))
}

/** License Codes that carry a signature: padding is no part of it. */
export function mutateSignedKey(times: number, seed: number, timeIsUp: () => boolean): MutationReport {
  const whole = ed25519Key(key)
  const random = randomFrom(seed)
  const verify = (text: string) => {
    const read = readSignedKey(text)
    const signer = read && signerOf(read, [key.trusted], nodePrimitives)
    return { ok: signer?.ok === true, signed: read?.signed }
  }
  return tryAll(verify, whole, times, timeIsUp, (round) => changedLetters(whole, round, random))
}

function changedLetters(whole: string, round: number, random: Random): string {
  const at = random(whole.length)
  const letter = String.fromCharCode(32 + random(95))
  const changed = [
    whole.slice(0, at) + letter + whole.slice(at + 1),
    whole.slice(0, at) + whole.slice(at + 1 + random(4)),
    whole.slice(0, at) + letter + whole.slice(at),
    withRun(whole, random),
  ]
  return changed[round % 4] ?? ''
}

/**
 * By turns up to four changes to the text (most of which the check letters find), and one to the bytes under check
 * letters that hold, which only the signature finds. Spaces, row breaks and look-alikes are no part of the key.
 */
export function mutateTypedKey(times: number, seed: number, timeIsUp: () => boolean): MutationReport {
  const rows = typedKeyRows(key)
  const bytes = bytesOf(rows)
  const random = randomFrom(seed)
  const text = rows.join('\n')
  return tryAll(open, text, 2 * times, timeIsUp, (round) => {
    if (round % 20 === 0) return withRun(text, random)
    return round % 2 === 0 ? changedText(text, random) : changedBytes(bytes, random)
  })
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
  open: (text: string) => { readonly ok: boolean },
  whole: string,
  times: number,
  timeIsUp: () => boolean,
  change: (round: number) => string,
): MutationReport {
  const opened = open(whole)
  if (!opened.ok) throw new Error('the key does not open before it is changed')
  const reference = JSON.stringify(opened)
  const accepted: string[] = []
  const slow: string[] = []
  let tried = 0
  for (; tried < times && !timeIsUp(); tried += 1) {
    const changed = change(tried)
    const before = charactersRead()
    const result = open(changed)
    if (charactersRead() - before > TIMES * changed.length + BESIDES) slow.push(changed)
    if (result.ok && JSON.stringify(result) !== reference) accepted.push(changed)
  }
  return { tried, accepted, slow }
}
