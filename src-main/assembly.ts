// Puts core and adapters together; each host's main.ts adds what only it has.
import { randomUUID } from 'node:crypto'
import packageFile from '../package.json' with { type: 'json' }
import { APP_NAME, INSTALL_NAME } from '#shared/install-name.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { activityFile } from './adapters/activity/activity-file.ts'
import { httpActivationClient } from './adapters/activation-http/activation-http.ts'
import { serverConnection } from './adapters/activation-http/connection.ts'
import { chromiumPdf } from './adapters/chromium-pdf.ts'
import { TIME_LIMIT_SECONDS } from './adapters/activation-http/exchange.ts'
import { FIRST_WAIT } from './adapters/activation-http/retry.ts'
import { fileStore } from './adapters/file-store/file-store.ts'
import { checkout } from './adapters/installation/installation.ts'
import { machineFacts } from './adapters/machine-facts.ts'
import { managedHere } from './adapters/managed-settings/managed-here.ts'
import { createNetwork } from './adapters/network/network.ts'
import { settingsFile } from './adapters/settings-file.ts'
import { systemClock } from './adapters/system-clock.ts'
import { systemMachineId } from './adapters/system-machine-id.ts'
import { systemScheduler } from './adapters/system-scheduler.ts'
import { loadWords } from './adapters/words.ts'
import type { AppFacts, Dependencies } from './core/dependencies.ts'
import { eventsOf, type Listen } from './core/events.ts'
import { createHandlers } from './core/handlers.ts'
import { noticesOf } from './core/notices/tell.ts'
import { automaticRefresh, type AutomaticRefresh } from './core/refresh/automatic-refresh.ts'
import { Progress } from './core/ports/progress.ts'
import { UnwrittenNews } from './core/ports/unwritten.ts'
import type { Clock } from './core/ports/clock.ts'
import type { Desktop } from './core/ports/desktop.ts'
import type { Installation } from './core/ports/installation.ts'
import type { LicenseStore, StoreProblem } from './core/ports/license-store.ts'
import type { Notifier } from './core/ports/notifier.ts'
import type { PdfPrinter } from './core/ports/pdf-printer.ts'
import type { PreferenceStore } from './core/ports/preferences.ts'
import type { Scheduler } from './core/ports/scheduler.ts'
import type { ManagedSettings } from './core/ports/settings.ts'
import type { LoadWords } from './core/ports/words.ts'
import { createRouter, type Router } from './core/router.ts'
import { settingsInForce } from './core/settings/in-force.ts'

export const version = packageFile.version

export interface Assembly {
  readonly router: Router
  /** Every event of the contract; returns its own unsubscribe. */
  readonly listen: Listen
  readonly store: LicenseStore
  /** For hosts that go on running. */
  readonly automaticRefresh: AutomaticRefresh
}

export function assemble(options: {
  readonly host: AppFacts['host']
  readonly dataDir: string
  readonly vendor: VendorProfile
  readonly preferences: PreferenceStore
  readonly desktop?: Desktop
  /** Nobody is told anything outside of the window where it is left out. */
  readonly notifier?: Notifier
  /** Chromium where nothing else is said. */
  readonly pdf?: PdfPrinter
  /** The languages in messages/ where nothing else is said. */
  readonly loadWords?: LoadWords
  /** A checkout where nothing else is said. */
  readonly installation?: Installation
  /** What this machine's system says where nothing else is said. */
  readonly managed?: ManagedSettings
  readonly clock?: Clock
  readonly scheduler?: Scheduler
  readonly serverTimeLimitSeconds?: number
  /** Milliseconds before a question is asked again. */
  readonly firstWait?: number
  /** Where HTTPS_PROXY and NO_PROXY are looked for. */
  readonly env?: NodeJS.ProcessEnv
  /** Milliseconds to wait for another writer. */
  readonly lockPatience?: number
  /** Is told what lies beside the licenses and was not written, though the action itself goes well. */
  readonly unwritten?: (problem: StoreProblem) => void
  /** Gets bugs, for the host's own log. */
  readonly report: (correlationId: string, error: unknown) => void
}): Assembly {
  const { host, dataDir, vendor, preferences, desktop = null, clock = systemClock } = options
  const news = new UnwrittenNews()
  const unwritten = (problem: StoreProblem) => {
    news.tell(problem)
    options.unwritten?.(problem)
  }
  const store = fileStore(dataDir, options.lockPatience, undefined, unwritten)
  const settings = settingsInForce(
    settingsFile(dataDir, options.lockPatience),
    options.managed ?? managedHere(),
  )
  const seconds = options.serverTimeLimitSeconds ?? TIME_LIMIT_SECONDS
  const exchange = {
    vendor,
    primitives: nodePrimitives,
    clock,
    network: createNetwork({
      vendor,
      settings,
      now: () => clock.now(),
      seconds,
      env: options.env ?? process.env,
    }),
    userAgent: `${INSTALL_NAME}/${version}`,
    timeLimitSeconds: seconds,
    firstWait: options.firstWait ?? FIRST_WAIT,
  }
  const dependencies: Dependencies = {
    app: { name: APP_NAME, version, host, dataDir },
    vendor,
    primitives: nodePrimitives,
    clock,
    machineId: systemMachineId({ dataDir, fileAllowed: vendor.machineIdFile }),
    store,
    client: httpActivationClient(exchange),
    connection: serverConnection(exchange),
    machineFacts: machineFacts(dataDir),
    installation: options.installation ?? checkout,
    settings,
    preferences,
    activity: activityFile(dataDir, host, undefined, unwritten),
    progress: new Progress(),
    unwritten: news,
    pdf: options.pdf ?? chromiumPdf,
    loadWords: options.loadWords ?? loadWords,
    desktop,
  }
  const { report, notifier } = options
  return {
    router: createRouter(createHandlers(dependencies), { desktop: desktop !== null, report }),
    listen: eventsOf(dependencies),
    store,
    automaticRefresh: automaticRefresh(dependencies, {
      scheduler: options.scheduler ?? systemScheduler,
      random: Math.random,
      report: (error) => report(randomUUID(), error),
      ...(notifier ? { looked: noticesOf(dependencies, notifier) } : {}),
    }),
  }
}
