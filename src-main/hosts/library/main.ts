// The gate as a library for products that run on Node (sdk/node/README.md): the core's own code, in one file.
import { layoutOf } from '#main/adapters/file-store/layout.ts'
import { below } from '#main/adapters/file-store/place.ts'
import { storeReader } from '#main/adapters/file-store/store-reader.ts'
import { writeWhole } from '#main/adapters/file-store/whole-file.ts'
import { dataFolder } from '#main/adapters/folders.ts'
import { machineIdReader } from '#main/adapters/machine-id-reader.ts'
import { systemClock } from '#main/adapters/system-clock.ts'
import { readSources } from '#main/adapters/system-id.ts'
import type { GateDependencies } from '#main/core/standing/gate.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { hasLostLetters } from '#shared/files/lost-letters.ts'
import { DAY } from '#shared/instant.ts'
import type { Answer } from './answer.ts'
import { ask, isName } from './ask.ts'
import { readGateProfile } from './gate-profile.ts'
import { systemError } from './system-error.ts'

const PRODUCT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
/** Milliseconds between two questions of a watch. */
const SHORTEST = 10
const USUAL = 5000

/** What may be asked of a product besides whether it may run. */
export interface Asked {
  readonly built?: string | null | undefined
  readonly feature?: string | null | undefined
}

export class Gate {
  readonly #profile: VendorProfile | null
  /** Null: it can be none. */
  readonly #folder: string | null
  readonly #dependencies: Omit<GateDependencies, 'vendor'> | null

  /**
   * `profile`: the vendor profile as JSON, part of the product: it holds the public keys. Throws nothing: one that is none, and
   * a folder that can be none, is said by every answer.
   */
  constructor(profile: string, folder?: string | null) {
    this.#profile = typeof profile === 'string' ? readGateProfile(profile) : null
    this.#folder = folderOf(folder)
    this.#dependencies = this.#folder === null ? null : this.#dependenciesIn(this.#folder)
  }

  #dependenciesIn(folder: string): Omit<GateDependencies, 'vendor'> {
    const isLinux = process.platform === 'linux'
    const system = {
      derived: () => Promise.resolve(readSources()),
      directly: () => readSources(),
      differing: () => null,
    }
    return {
      primitives: nodePrimitives,
      clock: systemClock,
      store: storeReader(layoutOf(folder)),
      machineId: machineIdReader({
        dataDir: folder,
        fileAllowed: this.#profile?.machineIdFile ?? false,
        // On Linux no program is started for it.
        ...(isLinux && { system }),
      }),
    }
  }

  /** Verified anew from the files. What cannot be told is an answer too. */
  check(product: string, asked?: Asked | null): Promise<Answer> {
    return ask(product, asked, this.#profile, this.#dependencies)
  }

  /** Writes usage/<product>.json whole (docs/formats/usage-report.md). Throws a RangeError, or the system's error. */
  reportUsage(product: string, usage: number): void {
    const folder = this.#folder
    if (
      folder === null ||
      !isName(product) ||
      !PRODUCT.test(product) ||
      !Number.isSafeInteger(usage) ||
      usage < 0
    )
      throw new RangeError('no usage to report')
    const reports = layoutOf(folder).usageReports
    try {
      writeWhole(below(reports, `${product}.json`), `${JSON.stringify({ usage })}\n`)
    } catch (error) {
      throw systemError(error)
    }
  }

  /**
   * Calls back with the first answer and with each that differs from the one before; returns its own end, which the listener
   * may call too. What a listener throws is passed over: a library prints nothing, and a product goes on. `seconds`: from 0.01
   * to a day; others count as the nearer of these, and what is no number, or NaN, is answered as a question that is none.
   * It keeps no process alive. Throws a TypeError without a listener.
   */
  watch(
    listener: (answer: Answer) => unknown,
    product: string,
    asked?: (Asked & { readonly seconds?: number | null | undefined }) | null,
  ): () => void {
    if (typeof listener !== 'function') throw new TypeError('no listener')
    const pause = pauseOf(asked)
    // Of a pause that is none: what is answered to a question that is none.
    const question = pause === null ? '' : product
    let [last, ends] = ['', false]
    let timer: NodeJS.Timeout | undefined
    const again = async () => {
      const now = await this.check(question, asked).catch(() => null)
      if (ends) return
      timer = setTimeout(() => void again(), pause ?? USUAL).unref()
      if (now === null) return
      const said = JSON.stringify(now.json)
      if (said === last) return
      last = said
      // What it throws, at once or later.
      await Promise.resolve(now)
        .then((answer) => (ends ? undefined : listener(answer)))
        .catch(() => undefined)
    }
    void again()
    return () => {
      ends = true
      clearTimeout(timer)
    }
  }
}

/** Milliseconds; null: no number, or a getter of the product's throws. */
function pauseOf(asked: unknown): number | null {
  try {
    const { seconds = null } = (asked ?? {}) as { readonly seconds?: unknown }
    if (seconds === null) return USUAL
    if (typeof seconds !== 'number' || Number.isNaN(seconds)) return null
    return Math.min(Math.max(SHORTEST, seconds * 1000), DAY)
  } catch {
    return null
  }
}

/** A library is told where to look, and not by the environment. Null: no file system has it, letters of it were lost, or it is relative to nowhere. */
function folderOf(folder: unknown): string | null {
  const chosen = folder ?? ''
  if (typeof chosen !== 'string' || chosen.includes('\0') || !chosen.isWellFormed()) return null
  try {
    const place = dataFolder(chosen, {})
    return hasLostLetters(chosen) || hasLostLetters(place) ? null : place
  } catch {
    return null
  }
}
