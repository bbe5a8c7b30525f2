// From the global options to a running core: which vendor, which data folder.
import Conf from 'conf'
import { assemble, type Assembly } from '#main/assembly.ts'
import { dataFolder, preferencesFolder } from '#main/adapters/folders.ts'
import { PREFERENCE_OPTIONS, preferenceStore } from '#main/adapters/preferences.ts'
import { explainProfileProblem, loadVendorProfile } from '#main/adapters/vendor-profile.ts'
import type { Preferences } from '#shared/contract/views.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { err, ok, type Result } from '#shared/result.ts'

export interface GlobalOptions {
  readonly dataDir?: string
  readonly vendor?: string
  readonly json?: boolean
  readonly lang?: string
}

export interface Environment extends Assembly {
  readonly vendor: VendorProfile
  readonly dataDir: string
}

/** The problem is a sentence for the person who typed the option. */
export function loadEnvironment(options: GlobalOptions, host: 'cli' | 'web'): Result<Environment, string> {
  const vendor = loadVendorProfile(options.vendor)
  if (!vendor.ok) return err(explainProfileProblem(vendor.error))
  const dataDir = dataFolder(options.dataDir)
  const assembly = assemble({
    host,
    dataDir,
    vendor: vendor.value,
    preferences: preferenceStore(
      () => new Conf<Partial<Preferences>>({ ...PREFERENCE_OPTIONS, cwd: preferencesFolder() }),
      preferencesFolder(),
    ),
    report: (correlationId, error) => {
      const detail = error instanceof Error ? error.stack : String(error)
      process.stderr.write(`internal error ${correlationId}\n${detail}\n`)
    },
  })
  return ok({ ...assembly, vendor: vendor.value, dataDir })
}
