// Taking seats from machines whose lease has ended, every so often while the server runs (docs/protocol.md#leases).
import { setImmediate as turn } from 'node:timers/promises'
import type { Logger } from '../http/access-log.ts'
import { databaseFault } from '../store/database-fault.ts'
import type { SilentMachine } from '../store/machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { hasLostSeat, leaseOf, takesFromDead } from './lease.ts'
import { takeSeatBack } from './release-machine.ts'

/** Milliseconds between two looks at all of them. */
const EVERY = 15_000
/** Rows that are looked at between two turns for requests. */
const STRETCH = 2000

/** What is lost is in the database, so that a start goes on where the last one ended; each is one transaction of its own. */
export class Culling {
  readonly #vendor: Vendor
  readonly #logger: Logger
  readonly #every: number
  #timer: NodeJS.Timeout | undefined
  #stopped = false

  constructor(vendor: Vendor, logger: Logger, every = EVERY) {
    this.#vendor = vendor
    this.#logger = logger
    this.#every = every
  }

  start(): void {
    this.#timer = setTimeout(() => void this.#lookAndGoOn(), this.#every).unref()
  }

  /** Nothing is read or written any more. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }

  async #lookAndGoOn(): Promise<void> {
    try {
      await this.sweep()
    } catch (error) {
      this.#logger.failure('-', databaseFault(error) ?? error)
    }
    if (!this.#stopped) this.start()
  }

  /** Once through all, with turns for requests between. A trouble ends it: the next look finds the same. */
  async sweep(): Promise<void> {
    const { store, clock, steady } = this.#vendor
    const held = store.policies
      .all()
      .filter(({ rules }) => takesFromDead(rules) && !steady.isInDoubt(leaseOf(rules)))
    if (held.length === 0) return
    const rulesOf = new Map(held.map(({ id, rules }) => [id, rules]))
    const policies = [...rulesOf.keys()]
    const requires = policies.filter((id) => rulesOf.get(id)?.requireHeartbeat)
    const shortest = Math.min(...held.map(({ rules }) => leaseOf(rules)))
    for (let after = 0; !this.#stopped && after < store.machines.lastInOrder(); after += STRETCH) {
      const search = { before: clock() - shortest, policies, requires }
      for (const silent of store.machines.silent({ after, upTo: after + STRETCH }, search)) {
        const rules = rulesOf.get(silent.policyId)
        if (rules && hasLostSeat(silent, rules, clock())) await this.#take(silent)
      }
      await turn()
    }
  }

  async #take(machine: SilentMachine): Promise<void> {
    await turn()
    if (this.#stopped || !takeSeatBack(this.#vendor.store, machine, this.#vendor.clock())) return
    this.#logger.note?.(
      `machine ${machine.id} of license ${machine.licenseId} lost its seat: its lease ended`,
    )
  }
}
