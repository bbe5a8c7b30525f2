// How one error code is reached: by a real use case on real adapters, a real server, a real file.
import type { AnyResult } from '#main/core/router.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { standBetween, type Bend, type Between } from '#tests/support/between.ts'
import { install, type Installation, type InstallationOptions } from '#tests/support/installation.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'

export class World {
  readonly cleanup = new Cleanup()

  vendor(clock?: () => number): Promise<VendorSide> {
    return openVendorSide(this.cleanup, clock)
  }

  install(profile: VendorProfile, options?: InstallationOptions): Installation {
    return install(this.cleanup, profile, options)
  }

  async between(bend: Bend): Promise<{ vendor: VendorSide; between: Between; code: string }> {
    const vendor = await this.vendor()
    const between = await standBetween(this.cleanup, vendor.url, bend)
    return { vendor, between, code: (await vendor.sell()).key }
  }

  /** An installation whose way to its server leads through something that bends the answers. */
  async bent(bend: Bend): Promise<{ vendor: VendorSide; desk: Installation; code: string }> {
    const { vendor, between, code } = await this.between(bend)
    return { vendor, desk: this.install(await vendor.profile(between.url)), code }
  }
}

/** Thrown where this machine cannot show the failure: the test is skipped, with the reason. */
export class CannotRunHere extends Error {}

export type Scenario = (world: World) => Promise<AnyResult>
export type Scenarios<C extends ErrorCode> = Readonly<Record<C, Scenario>>
