// Puts core and adapters together; each host's main.ts adds what only it has.
import packageFile from '../package.json' with { type: 'json' }
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { activityFile } from './adapters/activity-file.ts'
import { httpActivationClient } from './adapters/activation-http/activation-http.ts'
import { chromiumPdf } from './adapters/chromium-pdf.ts'
import { TIME_LIMIT_SECONDS } from './adapters/activation-http/exchange.ts'
import { fileStore } from './adapters/file-store/file-store.ts'
import { APP_NAME } from './adapters/folders.ts'
import { systemClock } from './adapters/system-clock.ts'
import { systemMachineId } from './adapters/system-machine-id.ts'
import type { AppFacts } from './core/dependencies.ts'
import { createHandlers } from './core/handlers.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Desktop } from './core/ports/desktop.ts'
import type { LicenseStore } from './core/ports/license-store.ts'
import type { PdfPrinter } from './core/ports/pdf-printer.ts'
import type { PreferenceStore } from './core/ports/preferences.ts'
import { createRouter, type Router } from './core/router.ts'

export const version = packageFile.version

export interface Assembly {
  readonly router: Router
  readonly store: LicenseStore
}

export function assemble(options: {
  readonly host: AppFacts['host']
  readonly dataDir: string
  readonly vendor: VendorProfile
  readonly preferences: PreferenceStore
  readonly desktop?: Desktop
  /** Chromium where nothing else is said. */
  readonly pdf?: PdfPrinter
  readonly clock?: Clock
  readonly serverTimeLimitSeconds?: number
  /** Milliseconds to wait for another writer. */
  readonly lockPatience?: number
  /** Gets bugs, for the host's own log. */
  readonly report: (correlationId: string, error: unknown) => void
}): Assembly {
  const { host, dataDir, vendor, preferences, desktop = null, clock = systemClock } = options
  const store = fileStore(dataDir, options.lockPatience)
  const handlers = createHandlers({
    app: { name: APP_NAME, version, host, dataDir },
    vendor,
    primitives: nodePrimitives,
    clock,
    machineId: systemMachineId({ dataDir, fileAllowed: vendor.machineIdFile }),
    store,
    client: httpActivationClient({
      vendor,
      primitives: nodePrimitives,
      clock,
      userAgent: `activation-desk/${version}`,
      timeLimitSeconds: options.serverTimeLimitSeconds ?? TIME_LIMIT_SECONDS,
    }),
    preferences,
    activity: activityFile(dataDir, host),
    pdf: options.pdf ?? chromiumPdf,
    desktop,
  })
  return { router: createRouter(handlers, { desktop: desktop !== null, report: options.report }), store }
}
