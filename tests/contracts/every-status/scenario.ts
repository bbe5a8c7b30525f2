// How one status is reached: clocks that stand in the past or future until a machine and a vendor have done their part.
import type { GateAnswer } from '#shared/contract/views.ts'
import { DAY } from '#shared/instant.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'

export const PRODUCT = 'virtualization'
export const LIMIT = 16

type Terms = Parameters<VendorSide['sell']>[0]
export type Sold = Awaited<ReturnType<VendorSide['sell']>>

/** A vendor and a machine whose clocks are held together. Every scenario ends at the present, as other processes see it. */
export class Scene {
  readonly present = Date.now()
  readonly cleanup: Cleanup
  readonly vendor: VendorSide
  #days = 0

  private constructor(cleanup: Cleanup, vendor: VendorSide) {
    this.cleanup = cleanup
    this.vendor = vendor
  }

  /** `days` from the present; before it where negative. The vendor's keys are older than any scenario. */
  static async open(cleanup: Cleanup, days = 0): Promise<Scene> {
    const clock = { now: () => Date.now() - 400 * DAY }
    const scene = new Scene(cleanup, await openVendorSide(cleanup, () => clock.now()))
    clock.now = scene.now
    scene.moveTo(days)
    return scene
  }

  readonly now = (): number => this.present + this.#days * DAY

  moveTo(days: number): void {
    this.#days = days
  }

  /** In days from the present, as an instant. */
  at(days: number): number {
    return this.present + days * DAY
  }

  async install(dataDir?: string, machineId?: string): Promise<Installation> {
    return install(this.cleanup, await this.vendor.profile(), {
      clock: this.now,
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(machineId === undefined ? {} : { machineId }),
    })
  }

  /** Sold and activated over the network. */
  async online(terms: Terms = {}, installed?: Installation): Promise<{ desk: Installation; license: Sold }> {
    const desk = installed ?? (await this.install())
    const license = await this.vendor.sell(terms)
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    return { desk, license }
  }

  /** Sold and activated with a Local License Key, which ends after `validForDays` by itself. */
  async offline(terms: Terms, validForDays?: number): Promise<{ desk: Installation; license: Sold }> {
    const desk = await this.install()
    const license = await this.vendor.sell(terms)
    const offlineKey = await this.vendor.answer(license, await desk.uniqueKey(), validForDays)
    must(await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey }))
    return { desk, license }
  }
}

export interface Reached {
  readonly scene: Scene
  readonly desk: Installation
  readonly mayRun: boolean
  /** Where the gate gives no answer: why. */
  readonly doubt?: 'license_damaged' | 'usage_damaged' | 'machine_id_not_readable'
  /** Where it is not the one that every license here covers. */
  readonly product?: string
}

/** By what it is called in the test’s name. */
export type Ways = Readonly<Record<string, (cleanup: Cleanup) => Promise<Reached>>>
export type StatusName = GateAnswer['status']
