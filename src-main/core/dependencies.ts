// Everything the use cases need from outside; a host's main.ts puts it together.
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { Primitives } from '#shared/formats/primitives.ts'
import type { Progress } from './ports/progress.ts'
import type { ActivationClient } from './ports/activation-client.ts'
import type { ActivityLog } from './ports/activity-log.ts'
import type { Clock } from './ports/clock.ts'
import type { Connection } from './ports/connection.ts'
import type { Desktop } from './ports/desktop.ts'
import type { Installation } from './ports/installation.ts'
import type { LicenseStore } from './ports/license-store.ts'
import type { MachineFacts } from './ports/machine-facts.ts'
import type { MachineId } from './ports/machine-id.ts'
import type { PdfPrinter } from './ports/pdf-printer.ts'
import type { PreferenceStore } from './ports/preferences.ts'
import type { UnwrittenNews } from './ports/unwritten.ts'
import type { LoadWords } from './ports/words.ts'
import type { SettingsInForce } from './settings/in-force.ts'

export interface AppFacts {
  readonly name: string
  readonly version: string
  readonly host: 'desktop' | 'web' | 'cli'
  readonly dataDir: string
}

export interface Dependencies {
  readonly app: AppFacts
  readonly vendor: VendorProfile
  readonly primitives: Primitives
  readonly clock: Clock
  readonly machineId: MachineId
  readonly store: LicenseStore
  readonly client: ActivationClient
  readonly connection: Connection
  readonly machineFacts: MachineFacts
  readonly installation: Installation
  readonly settings: SettingsInForce
  readonly preferences: PreferenceStore
  readonly activity: ActivityLog
  readonly progress: Progress
  readonly unwritten: UnwrittenNews
  readonly pdf: PdfPrinter
  readonly loadWords: LoadWords
  /** null outside the desktop host. */
  readonly desktop: Desktop | null
}
