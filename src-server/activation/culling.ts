// Taking their place from machines and processes whose lease has ended, every so often while the server runs (docs/protocol.md#leases).
import { setImmediate as turn } from 'node:timers/promises'
import type { Culled, Logger } from '../http/access-log.ts'
import { databaseFault } from '../store/database-fault.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Silent, SilentSearch, SilentTable } from '../store/silent.ts'
import type { Store } from '../store/store.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { hasLostPlace, hasLostSeat, leaseOf, takesFromDead } from './lease.ts'
import { endSilentProcess } from './machine-processes.ts'
import { takeSeatBack } from './release-machine.ts'

/** Milliseconds between two looks at all of them. */
const EVERY = 15_000
/** Rows that are looked at between two turns for requests. */
const STRETCH = 2000

type IsLost = (one: Silent, rules: PolicyRules, now: number) => boolean

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
      await this.#vendor.store.oneAtATime(() => this.sweep())
    } catch (error) {
      this.#logger.failure('-', databaseFault(error) ?? error)
    }
    if (!this.#stopped) this.start()
  }

  /** Once through all, with turns for requests between. A trouble ends it: the next look finds the same. */
  async sweep(): Promise<void> {
    const { store, clock, steady } = this.#vendor
    const held = (await store.policies.all()).filter(
      ({ rules }) => takesFromDead(rules) && !steady.isInDoubt(leaseOf(rules)),
    )
    if (held.length === 0) return
    const rulesOf = new Map(held.map(({ id, rules }) => [id, rules]))
    const policies = [...rulesOf.keys()]
    const requires = policies.filter((id) => rulesOf.get(id)?.requireHeartbeat)
    const shortest = Math.min(...held.map(({ rules }) => leaseOf(rules)))
    const search = () => ({ before: clock() - shortest, policies, requires })
    const lost = (one: Silent, isLost: IsLost) => {
      const rules = rulesOf.get(one.policyId)
      return rules !== undefined && isLost(one, rules, clock())
    }
    await this.#through(store.silent.machines, search, async (machine) => {
      if (lost(machine, hasLostSeat)) await this.#take('machine', machine, takeSeatBack)
    })
    await this.#through(store.silent.processes, search, async (process) => {
      if (lost(process, hasLostPlace)) await this.#take('process', process, endSilentProcess)
    })
  }

  async #through(
    table: SilentTable,
    search: () => SilentSearch,
    look: (one: Silent) => Promise<void>,
  ): Promise<void> {
    for (let after = 0; !this.#stopped && after < (await table.lastInOrder()); after += STRETCH) {
      for (const one of await table.within({ after, upTo: after + STRETCH }, search())) await look(one)
      await turn()
    }
  }

  async #take(
    kind: Culled['kind'],
    one: Silent,
    take: (store: Store, one: Silent, now: number) => Promise<boolean>,
  ): Promise<void> {
    await turn()
    const { store, clock } = this.#vendor
    if (this.#stopped || !(await take(store, one, clock()))) return
    this.#logger.culled?.({ kind, id: one.id, licenseId: one.licenseId })
  }
}
