// The app as installed on one machine of a test: real adapters, a data folder and a machine id of its own.
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { assemble, type Assembly } from '#main/assembly.ts'
import type { Installation as Program } from '#main/core/ports/installation.ts'
import type { Notifier } from '#main/core/ports/notifier.ts'
import type { PdfPrinter } from '#main/core/ports/pdf-printer.ts'
import type { PreferenceStore } from '#main/core/ports/preferences.ts'
import type { ManagedSettings } from '#main/core/ports/settings.ts'
import type { Scheduler } from '#main/core/ports/scheduler.ts'
import type { LoadWords } from '#main/core/ports/words.ts'
import { DEFAULT_PREFERENCES } from '#shared/contract/default-preferences.ts'
import type { Preferences } from '#shared/contract/views.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { ok } from '#shared/result.ts'
import type { Cleanup } from './temporary.ts'
import { must } from './vendor-side.ts'

export interface Installation extends Assembly {
  readonly dataDir: string
  uniqueKey(): Promise<string>
}

export interface InstallationOptions {
  readonly clock?: () => number
  readonly dataDir?: string
  /** null: leave the machine without an id file. */
  readonly machineId?: string | null
  /** Shorter than people are given, so that a test need not wait as long. */
  readonly serverTimeLimitSeconds?: number
  /** Milliseconds before a question is asked again: hardly any unless given, so that no test waits. */
  readonly firstWait?: number
  readonly lockPatience?: number
  /** A checkout unless given, as in `assemble`. */
  readonly program?: Program
  readonly scheduler?: Scheduler
  readonly notifier?: Notifier
  /** Nothing is laid down unless given, whatever the developer's own machine says. */
  readonly managed?: ManagedSettings
  readonly loadWords?: LoadWords
  readonly pdf?: PdfPrinter
  /** Where proxies are looked for; nothing unless given, whatever the developer's own environment says. */
  readonly env?: NodeJS.ProcessEnv
}

export function install(
  cleanup: Cleanup,
  vendor: VendorProfile,
  options: InstallationOptions = {},
): Installation {
  const dataDir = options.dataDir ?? path.join(cleanup.folder(), 'data')
  const machineId = options.machineId === undefined ? randomBytes(16).toString('hex') : options.machineId
  if (machineId !== null) writeMachineId(dataDir, machineId)
  const now = options.clock ?? Date.now
  const assembly = assemble({
    host: 'cli',
    dataDir,
    vendor,
    preferences: memoryPreferences(),
    clock: { now },
    env: options.env ?? {},
    managed: options.managed ?? NOTHING_LAID_DOWN,
    firstWait: options.firstWait ?? 1,
    ...(options.serverTimeLimitSeconds === undefined
      ? {}
      : { serverTimeLimitSeconds: options.serverTimeLimitSeconds }),
    ...(options.notifier === undefined ? {} : { notifier: options.notifier }),
    ...(options.scheduler === undefined ? {} : { scheduler: options.scheduler }),
    ...(options.loadWords === undefined ? {} : { loadWords: options.loadWords }),
    ...(options.pdf === undefined ? {} : { pdf: options.pdf }),
    ...(options.program === undefined ? {} : { installation: options.program }),
    ...(options.lockPatience === undefined ? {} : { lockPatience: options.lockPatience }),
    report: (_, error) => {
      throw error
    },
  })
  return {
    ...assembly,
    dataDir,
    uniqueKey: async () => must(await assembly.router.call('machine.uniqueKey', {})).uniqueKey,
  }
}

export function writeMachineId(dataDir: string, id: string): void {
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(path.join(dataDir, 'machine-id'), `${id}\n`)
}

export const NOTHING_LAID_DOWN: ManagedSettings = { path: '/etc/nothing', read: () => ok({}) }

function memoryPreferences(): PreferenceStore {
  let current = DEFAULT_PREFERENCES
  return {
    read: () => Promise.resolve(current),
    write: (change) => {
      current = { ...current, ...(change as Partial<Preferences>) }
      return Promise.resolve(ok(current))
    },
  }
}
