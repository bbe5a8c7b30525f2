// The gate as a program of its own: what a licensed product asks at its start is answered without the rest of the
// command line, which takes several times as long to load. What it cannot answer in a word is main.ts's to answer.
import { fstatSync, statSync, writeSync } from 'node:fs'
import { devNull } from 'node:os'
import { parseArgs } from 'node:util'
import { storeReader } from '#main/adapters/file-store/store-reader.ts'
import { layoutOf } from '#main/adapters/file-store/layout.ts'
import { dataFolder } from '#main/adapters/folders.ts'
import { machineIdReader } from '#main/adapters/machine-id-reader.ts'
import { systemClock } from '#main/adapters/system-clock.ts'
import type { Clock } from '#main/core/ports/clock.ts'
import { checkProduct } from '#main/core/standing/gate.ts'
import type { Input } from '#shared/contract/contract.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { iso } from '#shared/instant.ts'
import { hasLostLetters } from '#shared/files/lost-letters.ts'
import { isOptionLike } from '#shared/forgotten-value.ts'
import { GATE_LANGUAGES } from '#shared/messages/gate-languages.ts'
import type { GateWords } from '#shared/messages/messages.ts'
import { jsonLine, printableSentence } from '#shared/printable.ts'
import { gateSentence } from '#shared/messages/gate-sentence.ts'

declare const __VENDOR_PROFILE__: VendorProfile

interface Question {
  readonly asked: Input<'licenses.check'>
  readonly dataDir: string | undefined
  readonly vendor: string | undefined
  readonly words: GateWords
  readonly json: boolean
  readonly quiet: boolean
}

/**
 * 0: may run; 1: may not; 2: could not tell, and nobody wants to know why. Undefined: it is not the plain question, or
 * its answer needs more words than are here, or a person reads it, in lines that fit a terminal. Nothing was written then.
 */
export async function answerOf(
  argv: readonly string[],
  clock: Clock = systemClock,
): Promise<number | undefined> {
  const question = questionIn(argv)
  const vendor = question && (await vendorOf(question))
  if (!question || !vendor || (!question.json && !question.quiet && isTerminal())) return undefined
  const dataDir = folderOf(question)
  if (dataDir === null) return undefined
  const answer = await checkProduct(question.asked, {
    vendor,
    primitives: nodePrimitives,
    clock,
    store: storeReader(layoutOf(dataDir)),
    machineId: machineIdReader({ dataDir, fileAllowed: vendor.machineIdFile }),
  })
  if (!answer.ok) return question.quiet ? COULD_NOT_TELL : undefined
  const { json, quiet, words, asked } = question
  if (
    !quiet &&
    !wrote(json ? jsonLine(answer.value) : `${printableSentence(gateSentence(asked, answer.value, words))}\n`)
  )
    return undefined
  return answer.value.mayRun ? 0 : 1
}

const COULD_NOT_TELL = 2

/** The bounds of product and feature are the contract's. */
const LONGEST_NAME = 200

const OF_THE_COMMAND: ReadonlySet<string> = new Set(['product', 'feature', 'built', 'quiet'])

/** As commander reads it; whatever is not just that, an option that is given twice too, is left to commander. */
export function questionIn(argv: readonly string[]): Question | null {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: argv.slice(2),
      allowPositionals: true,
      tokens: true,
      options: {
        product: { type: 'string' },
        feature: { type: 'string' },
        built: { type: 'string' },
        quiet: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
        vendor: { type: 'string' },
        lang: { type: 'string', default: 'en' },
      },
    })
    const { product = '', feature, built, quiet, json, vendor, lang, 'data-dir': dataDir } = values
    const words = new Map<string, GateWords>(Object.entries(GATE_LANGUAGES)).get(lang)
    const named = tokens.flatMap((token) => (token.kind === 'option' ? token : []))
    const command = tokens.findIndex(({ kind }) => kind === 'positional')
    // What is the command's own stands behind it.
    const isBefore = tokens
      .slice(0, Math.max(command, 0))
      .some((token) => token.kind === 'option' && OF_THE_COMMAND.has(token.name))
    const isTwice = new Set(named.map(({ name }) => name)).size < named.length
    const isPlain = positionals.length === 1 && positionals[0] === 'check' && !isBefore && !isTwice
    if (
      !isPlain ||
      named.some(({ value }) => value !== undefined && isOptionLike(value)) ||
      tokens.some(({ kind }) => kind === 'option-terminator') ||
      !words ||
      !isName(product) ||
      (feature !== undefined && !isName(feature)) ||
      dataDir?.trim() === '' ||
      (built !== undefined && !isDay(built))
    )
      return null
    const asked = {
      product,
      ...(feature !== undefined && { feature }),
      ...(built !== undefined && { built }),
    }
    return { asked, quiet, json, vendor, words, dataDir }
  } catch {
    return null
  }
}

/** Null: it is relative, and the working folder was deleted; or it is not the one that was meant. */
function folderOf({ dataDir }: Question): string | null {
  try {
    const folder = dataFolder(dataDir)
    return hasLostLetters(folder) ? null : folder
  } catch {
    return null
  }
}

const isName = (text: string): boolean => text !== '' && text.length <= LONGEST_NAME

/** As most write it; the contract takes moments too. */
function isDay(text: string): boolean {
  const instant = Date.parse(text)
  return text.length === 'YYYY-MM-DD'.length && Number.isFinite(instant) && iso(instant).startsWith(text)
}

/** In a checkout it comes from a file, by a schema that takes its time. Null: there is something to say about it. */
async function vendorOf({ vendor }: Question): Promise<VendorProfile | null> {
  // In these words the build sees that a package needs none of it.
  if (typeof __VENDOR_PROFILE__ === 'undefined') {
    const { loadVendorProfile } = await import('#main/adapters/vendor-profile.ts')
    const profile = loadVendorProfile(vendor)
    return profile.ok ? profile.value : null
  }
  return vendor === undefined ? __VENDOR_PROFILE__ : null
}

/**
 * Whether a person reads the answer. Node's `tty` brings the network with it, which takes a product longer than its
 * answer: it is asked of a device alone, and not of the one that swallows all.
 */
function isTerminal(): boolean {
  try {
    const output = fstatSync(1)
    if (!output.isCharacterDevice() || output.rdev === statSync(devNull).rdev) return false
  } catch {
    return false
  }
  return process.getBuiltinModule('node:tty').isatty(1)
}

/** In one call, so that it is written or it is not. Windows' console wants its own way. */
function wrote(text: string): boolean {
  if (process.platform === 'win32') return false
  try {
    return writeSync(1, text) === Buffer.byteLength(text)
  } catch {
    return false
  }
}
