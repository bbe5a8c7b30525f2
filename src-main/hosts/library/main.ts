// The gate as a library for products that run on Node (sdk/node/README.md): the core's own code, in one file.
import { layoutOf } from '#main/adapters/file-store/layout.ts'
import { below } from '#main/adapters/file-store/place.ts'
import { storeReader } from '#main/adapters/file-store/store-reader.ts'
import { writeWhole } from '#main/adapters/file-store/whole-file.ts'
import { dataFolder } from '#main/adapters/folders.ts'
import { machineIdReader } from '#main/adapters/machine-id-reader.ts'
import { systemClock } from '#main/adapters/system-clock.ts'
import { readSources } from '#main/adapters/system-id.ts'
import { checkProduct, type GateDependencies, type Question } from '#main/core/standing/gate.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { DAY, readInstant } from '#shared/instant.ts'
import { readGateProfile } from './gate-profile.ts'
import { answered, refused, type Answer } from './answer.ts'

const PRODUCT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const LONGEST_NAME = 200
/** Milliseconds between two questions of a watch. */
const SHORTEST = 10

/** What may be asked of a product besides whether it may run. */
export type Asked = Pick<Question, 'built' | 'feature'>

export class Gate {
  readonly #profile: VendorProfile | null
  readonly #folder: string
  readonly #dependencies: Omit<GateDependencies, 'vendor'>

  /** `profile`: the vendor profile as JSON, part of the product: it holds the public keys. */
  constructor(profile: string, folder?: string) {
    this.#profile = typeof profile === 'string' ? readGateProfile(profile) : null
    // A library is told where to look, and not by the environment.
    this.#folder = dataFolder(folder, {})
    const isLinux = process.platform === 'linux'
    const system = {
      derived: () => Promise.resolve(readSources()),
      directly: () => readSources(),
      differing: () => null,
    }
    this.#dependencies = {
      primitives: nodePrimitives,
      clock: systemClock,
      store: storeReader(layoutOf(this.#folder)),
      machineId: machineIdReader({
        dataDir: this.#folder,
        fileAllowed: this.#profile?.machineIdFile ?? false,
        // On Linux no program is started for it.
        ...(isLinux && { system }),
      }),
    }
  }

  /** Verified anew from the files. What cannot be told is an answer too. */
  async check(product: string, asked: Asked = {}): Promise<Answer> {
    const { built, feature } = asked
    if (!isName(product) || (feature !== undefined && !isName(feature)) || !isBuilt(built))
      return refused({ code: 'invalid_input', params: {} }, false)
    const vendor = this.#profile
    if (vendor === null) return refused({ code: 'profile_invalid', params: {} }, false)
    const { test = false } = vendor
    const answer = await checkProduct({ product, built, feature }, { ...this.#dependencies, vendor })
    return answer.ok ? answered(answer.value) : refused(answer.error, test)
  }

  /** Writes usage/<product>.json whole (docs/formats/usage-report.md). Throws a RangeError, or the system's error. */
  reportUsage(product: string, usage: number): void {
    if (!isName(product) || !PRODUCT.test(product) || !Number.isSafeInteger(usage) || usage < 0)
      throw new RangeError('no usage to report')
    const reports = layoutOf(this.#folder).usageReports
    writeWhole(below(reports, `${product}.json`), `${JSON.stringify({ usage })}\n`)
  }

  /**
   * Calls back with the first answer and with each that differs from the one before; returns its own end, which the listener
   * may call too. What a listener throws is passed over: a library prints nothing, and a product goes on. `seconds`: from 0.01
   * to a day; others count as the nearer of these.
   */
  watch(
    listener: (answer: Answer) => unknown,
    product: string,
    { seconds = 5, ...asked }: Asked & { readonly seconds?: number | undefined } = {},
  ): () => void {
    const pause = Math.min(Math.max(SHORTEST, seconds * 1000 || SHORTEST), DAY)
    let [last, ends] = ['', false]
    let timer: NodeJS.Timeout | undefined
    const ask = async () => {
      const now = await this.check(product, asked).catch(() => null)
      if (ends) return
      timer = setTimeout(() => void ask(), pause)
      if (now === null) return
      const said = JSON.stringify(now.json)
      if (said === last) return
      last = said
      // What it throws, at once or later.
      await Promise.resolve(now)
        .then(listener)
        .catch(() => undefined)
    }
    void ask()
    return () => {
      ends = true
      clearTimeout(timer)
    }
  }
}

function isBuilt(built: unknown): boolean {
  if (built === undefined) return true
  if (typeof built !== 'string') return false
  const isDay = built.length === 'YYYY-MM-DD'.length
  const isMoment = built.length > 11 && built[10] === 'T' && built.endsWith('Z')
  return (isDay || isMoment) && readInstant(built) !== null
}

const isName = (text: unknown): boolean =>
  typeof text === 'string' && text !== '' && text.length <= LONGEST_NAME
