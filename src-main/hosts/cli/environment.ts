// From the global options to a running core: which vendor, which data folder.
import path from 'node:path'
import { isSea } from 'node:sea'
import { assemble, type Assembly } from '#main/assembly.ts'
import { checkout, packagedInstallation } from '#main/adapters/installation/installation.ts'
import { MANIFEST_NAME } from '#main/adapters/installation/manifest.ts'
import { dataFolder, preferencesFolder } from '#main/adapters/folders.ts'
import { PREFERENCE_OPTIONS } from '#main/adapters/preference-file.ts'
import { memoryStore, preferenceStore } from '#main/adapters/preferences.ts'
import { isPackaged } from '#main/adapters/compiled-in.ts'
import { systemClock } from '#main/adapters/system-clock.ts'
import { loadVendorProfile, type VendorProfileProblem } from '#main/adapters/vendor-profile.ts'
import type { Clock } from '#main/core/ports/clock.ts'
import type { StoreProblem } from '#main/core/ports/license-store.ts'
import type { PreferenceStore } from '#main/core/ports/preferences.ts'
import type { Preferences } from '#shared/contract/views.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { ok, type Result } from '#shared/result.ts'

/** In a package the folder of the command line, beside the other ones of its resources. */
const here = import.meta.dirname

export interface GlobalOptions {
  readonly dataDir?: string
  readonly vendor?: string
  readonly json?: boolean
  readonly lang?: string
}

export interface Environment extends Assembly {
  readonly vendor: VendorProfile
  readonly dataDir: string
  /** What lies beside the licenses and was not written until now, though the action went well. */
  readonly unwritten: readonly StoreProblem[]
  /** False: this user has no home folder, and what is chosen ends with the program. */
  readonly keepsPreferences: boolean
}

export function loadEnvironment(
  options: GlobalOptions,
  host: 'cli' | 'web',
  clock: Clock = systemClock,
): Result<Environment, VendorProfileProblem> {
  const vendor = loadVendorProfile(options.vendor)
  if (!vendor.ok) return vendor
  const dataDir = dataFolder(options.dataDir)
  const folder = preferencesFolder()
  const unwritten: StoreProblem[] = []
  const assembly = assemble({
    host,
    dataDir,
    vendor: vendor.value,
    clock,
    preferences: personalPreferences(folder),
    unwritten: (problem) => {
      if (unwritten.every(({ where }) => where !== problem.where)) unwritten.push(problem)
    },
    // One file has none beside it.
    installation:
      isPackaged && !isSea()
        ? packagedInstallation(path.dirname(here), path.join(here, MANIFEST_NAME))
        : checkout,
    report: (correlationId, error) => {
      const detail = error instanceof Error ? error.stack : String(error)
      // eslint-disable-next-line words/in-messages -- a bug: for developers
      process.stderr.write(`internal error ${correlationId}\n${detail}\n`)
    },
  })
  return ok({ ...assembly, vendor: vendor.value, dataDir, unwritten, keepsPreferences: folder !== null })
}

/** conf is loaded for the commands that ask: it looks for a home folder, and a gate's user may have none. */
function personalPreferences(folder: string | null): PreferenceStore {
  if (folder === null) return preferenceStore(memoryStore, '')
  return preferenceStore(async () => {
    const { default: Conf } = await import('conf')
    return new Conf<Partial<Preferences>>({ ...PREFERENCE_OPTIONS, cwd: folder })
  }, folder)
}
