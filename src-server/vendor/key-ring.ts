// The keys that the vendor signs with: which one signs now, and how the next takes over (docs/vendor-guide.md#keys).
import type { KeyObject } from 'node:crypto'
import { DAY } from '#shared/instant.ts'
import { Fault } from '../fault.ts'
import type { KeyRecord } from '../store/keys.ts'
import type { Store } from '../store/store.ts'
import {
  generateSigningKey,
  readPrivateKey,
  type StoredKey,
  removeSigningKey,
  writeSigningKey,
  type SigningKey,
} from './signing-key.ts'

/** A new key of the back office may sign everything: files, responses and typed keys. */
export function newKeyRecord(key: SigningKey, now: number): KeyRecord {
  const uses: KeyRecord['uses'] = ['files', 'responses', 'typed']
  return { id: key.id, publicKey: key.publicKey, uses, from: now, until: null, revoked: false, active: true }
}

export interface RotateOptions {
  /** How long what the older key signed stays trusted. */
  readonly keepDays: number
  /** The older key is in wrong hands: it is trusted no more, whatever it signed. */
  readonly compromised: boolean
}

export class KeyRing {
  readonly #store: Store
  readonly #directory: string
  readonly #loaded = new Map<string, KeyObject>()
  #signedLast: SigningKey | null = null

  constructor(store: Store, directory: string) {
    this.#store = store
    this.#directory = directory
  }

  /**
   * The key that signs now. Asked anew each time: another process may have rotated it. Throws a Fault where its file is
   * not the other half of the public key that profiles name: to be called before anything is changed.
   */
  async active(): Promise<SigningKey> {
    const record = await this.#store.keys.active()
    if (!record) throw new Error('the back office has no active signing key')
    this.#signedLast = { id: record.id, publicKey: record.publicKey, privateKey: this.load(record) }
    return this.#signedLast
  }

  /** The same where nobody can be asked any more, such as of a database that became unreadable: for refusals alone. */
  lastActive(): SigningKey {
    if (this.#signedLast) return this.#signedLast
    throw new Error('nobody has asked yet who signs')
  }

  /** Any key's private half; throws as `active`. */
  load(record: StoredKey): KeyObject {
    const { id } = record
    const known = this.#loaded.get(id)
    if (known) return known
    const key = readPrivateKey(this.#directory, record)
    this.#loaded.set(id, key)
    return key
  }

  /** Why a key cannot sign; null: it can. */
  faultOf(record: KeyRecord): Fault | null {
    try {
      this.load(record)
      return null
    } catch (error) {
      if (error instanceof Fault) return error
      throw error
    }
  }

  all(): Promise<KeyRecord[]> {
    return this.#store.keys.all()
  }

  /**
   * Makes the next key without signing with it yet, so that profiles with it can be shipped first. One that is prepared
   * already stays the next, and a Fault is thrown where it is no good; `again`: it is given up, and trusted no more.
   */
  async prepare(now: number, { again = false } = {}): Promise<KeyRecord> {
    const prepared = await this.#next()
    if (prepared && !again) {
      this.load(prepared)
      return prepared
    }
    return this.#withNew(now, async (made) => {
      if (prepared) await this.#store.keys.retire(prepared.id, now, true)
      const record = { ...made(), active: false }
      await this.#store.keys.insert(record)
      const details = { added: record.id, ...(prepared && { givenUp: prepared.id }) }
      await this.#store.events.record({ time: now, what: 'key.prepared', actor: 'desk', details })
      return record
    })
  }

  /**
   * The key that was prepared, or else a new one, signs from now on. Throws a Fault where the prepared one is no good: its
   * file may come back. Where the older key is in wrong hands there is no time for that, and it is given up.
   */
  async rotate(now: number, options: RotateOptions): Promise<{ added: KeyRecord; retired: KeyRecord }> {
    const next = await this.#next()
    const isGivenUp = next !== null && options.compromised && this.faultOf(next) !== null
    const prepared = isGivenUp ? null : next
    if (prepared) this.load(prepared) // one whose file is lost must not become the one that signs
    return this.#withNew(now, async (made) => {
      if (isGivenUp) await this.#store.keys.retire(next.id, now, true)
      const older = await this.#store.keys.active()
      if (!older) throw new Error('the back office has no active signing key')
      const added = prepared ? { ...prepared, active: true } : made()
      const until = options.compromised ? now : now + options.keepDays * DAY
      await this.#store.keys.retire(older.id, until, options.compromised)
      if (prepared) await this.#store.keys.activate(added.id)
      else await this.#store.keys.insert(added)
      const details = { added: added.id, retired: older.id, compromised: options.compromised }
      await this.#store.events.record({ time: now, what: 'key.rotated', actor: 'desk', details })
      return { added, retired: { ...older, active: false, until, revoked: options.compromised } }
    })
  }

  /** In one transaction; `made` writes the new key, which goes again where nothing comes of it. */
  async #withNew<T>(now: number, work: (made: () => KeyRecord) => Promise<T>): Promise<T> {
    const key = generateSigningKey()
    try {
      return await this.#store.transaction(() =>
        work(() => {
          writeSigningKey(this.#directory, key)
          return newKeyRecord(key, now)
        }),
      )
    } catch (error) {
      if (await this.#isUnknown(key)) removeSigningKey(this.#directory, key.id)
      throw error
    }
  }

  /** Where the database cannot be asked it may name the key. */
  async #isUnknown({ id }: SigningKey): Promise<boolean> {
    try {
      return (await this.all()).every((record) => record.id !== id)
    } catch {
      return false
    }
  }

  /** A key that was prepared and never signed: of all that do not sign now, only it has no end. */
  async #next(): Promise<KeyRecord | null> {
    return (await this.all()).find((key) => !key.active && key.until === null && !key.revoked) ?? null
  }
}
