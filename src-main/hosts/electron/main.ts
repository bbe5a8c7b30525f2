// The desktop host's entry: wires core, page and window. No top-level await: Electron would never become ready.
import { app, dialog, Menu, nativeTheme, shell, type BrowserWindow } from 'electron'
import ElectronStore from 'electron-store'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { assemble } from '#main/assembly.ts'
import { checkout, packagedInstallation } from '#main/adapters/installation/installation.ts'
import { MANIFEST_NAME } from '#main/adapters/installation/manifest.ts'
import { dataFolder } from '#main/adapters/folders.ts'
import {
  insistOnFile,
  PREFERENCE_OPTIONS,
  preferencesIn,
  preferenceStore,
} from '#main/adapters/preferences.ts'
import { explainProfileProblem, loadVendorProfile } from '#main/adapters/vendor-profile.ts'
import type { PreferenceStore } from '#main/core/ports/preferences.ts'
import { ERRORS, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { APP_NAME } from '#shared/install-name.ts'
import { languageFor, LANGUAGES } from '#shared/messages/languages.ts'
import { explain } from '#shared/messages/messages.ts'
import { START_WORDS } from '#shared/messages/start-words.ts'
import { electronDesktop } from './desktop.ts'
import { callsUnderWay } from './calls-under-way.ts'
import { HELP_PAGES, type HelpPage } from './help-pages.ts'
import { carryCalls, carryEvents } from './ipc.ts'
import { applicationMenu } from './menu.ts'
import { electronNotifier } from './notifications.ts'
import { openingsOfSystem } from './opened-by-system.ts'
import { electronPdf } from './pdf.ts'
import { guardQuitting } from './quitting.ts'
import { lockNavigation } from './security/navigation.ts'
import { outsideLinks } from './security/outside-links.ts'
import { refusePermissions } from './security/permissions.ts'
import { registerPageScheme, servePage } from './security/page-protocol.ts'
import { recoverPage, tellGraphicsLoss } from './security/recovery.ts'
import { sandboxFacts, sandboxHere } from './security/sandbox.ts'
import { NO_SANDBOX, refusedSwitch } from './security/switches.ts'
import { sandboxEveryPage } from './security/web-preferences.ts'
import { bringForward, openWindow } from './window.ts'

interface Saved {
  theme?: 'system' | 'light' | 'dark'
  window?: Electron.Rectangle
}

/** Put in by `scripts/build.ts`: a package for tests alone, which may be driven from outside. */
declare const __TEST_BUILD__: boolean | undefined

const mayBeDriven = !app.isPackaged || (typeof __TEST_BUILD__ !== 'undefined' && __TEST_BUILD__)
const refused = mayBeDriven ? null : refusedSwitch(process.argv.slice(1), app.commandLine)

const language = languageFor(app.getPreferredSystemLanguages())
const words = START_WORDS[language]

app.setName(APP_NAME)
sandboxEveryPage()
registerPageScheme()
/** Until there is a window, none is brought forward. */
let showWindow = (): void => undefined
const openings = openingsOfSystem(() => showWindow())
openings.takeArguments(process.argv.slice(1), process.cwd())
// SECURITY: before Chromium opens a debugger's door, which it does after this file. docs/SECURITY.md#switches
if (refused !== null) end(startWords(refused))
else if (app.requestSingleInstanceLock()) void app.whenReady().then(start).catch(notStarted)
else app.quit()

function start(): void {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { vendor: { type: 'string' }, 'data-dir': { type: 'string' } },
    strict: false,
  })
  const vendor = loadVendorProfile(typeof values.vendor === 'string' ? values.vendor : undefined)
  if (!vendor.ok) {
    end(explainProfileProblem(vendor.error, words))
    return
  }
  // SECURITY: the list is in the archive, which the runtime checks. docs/SECURITY.md#installation
  const installation = app.isPackaged
    ? packagedInstallation(process.resourcesPath, path.join(import.meta.dirname, '..', MANIFEST_NAME))
    : checkout
  const whole = installation.verify()
  if (!whole.ok) {
    void endDamaged(whole.error, vendor.value)
    return
  }
  const saved = openPreferences()
  nativeTheme.themeSource = preferencesIn(saved).theme
  const preferences = themed(preferenceStore(() => saved, app.getPath('userData')))
  const folder = values['data-dir']
  const dataDir = dataFolder(typeof folder === 'string' ? folder : undefined)
  const { router, listen, automaticRefresh } = assemble({
    host: 'desktop',
    dataDir,
    vendor: vendor.value,
    preferences,
    installation,
    desktop: electronDesktop(dataDir, openings),
    pdf: electronPdf,
    notifier: electronNotifier({
      loadWords: () => LANGUAGES[language].load(),
      locale: app.getLocale(),
      now: () => Date.now(),
      open: (row) => openings.openRow(row),
      report: (error) => console.error('a notification could not be shown:', error),
    }),
    report: (correlationId, error) => console.error('internal error', correlationId, error),
  })
  refusePermissions()
  lockNavigation(outsideLinks(vendor.value.support))
  servePage(path.join(import.meta.dirname, '../renderer'))
  const calls = callsUnderWay()
  carryCalls(router, calls, (reason) => console.error('a call was refused:', reason))
  const { name, support } = vendor.value
  const place = { appName: APP_NAME, vendor: name, platform: process.platform, packaged: app.isPackaged }
  const menu = applicationMenu(words.menu, place, {
    openPage: (page) => openings.openPage(page),
    openHelp: (page) => void openHelp(page),
    contact: support.email === '' ? null : () => void shell.openExternal(`mailto:${support.email}`),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))

  const mayQuit = guardQuitting(calls, {
    ask: (done) => askToStop(shown, done),
    quit: () => app.quit(),
  })
  app.on('before-quit', mayQuit)
  // Not any window: a report is printed in one that nobody sees.
  let shown: BrowserWindow | null = null
  const open = () => {
    const memory = {
      read: () => saved.get('window'),
      write: (bounds: Electron.Rectangle) => saved.set('window', bounds),
    }
    const window = openWindow(memory, words.menu)
    recoverPage(window, words.trouble)
    window.on('close', (event) => {
      if (process.platform !== 'darwin') mayQuit(event) // else the app goes on
    })
    const stopEvents = carryEvents(listen, window.webContents)
    window.on('closed', () => {
      stopEvents()
      shown = null
    })
    shown = window
  }
  open()
  tellGraphicsLoss(() => shown, words.trouble)
  app.on('will-quit', automaticRefresh.start())
  app.on('activate', () => {
    if (!shown) open()
  })
  const bring = () => (shown ? bringForward(shown) : open())
  showWindow = bring
  app.on('second-instance', (_, argv, folder) => {
    openings.takeArguments(argv.slice(1), folder)
    bring()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
}

/** SECURITY: one of two files that came with the program, in the person's browser. docs/SECURITY.md#navigation */
async function openHelp(page: HelpPage): Promise<void> {
  const beside = app.isPackaged ? process.resourcesPath : path.join(import.meta.dirname, '..')
  const file = path.join(beside, 'help', HELP_PAGES[page])
  const reason = await shell.openPath(file)
  if (reason !== '') dialog.showErrorBox(APP_NAME, words.helpNotOpened(file, reason))
}

/** A file in its place that is none, or may not be read, is for the person to mend. */
function openPreferences(): ElectronStore<Saved> {
  try {
    insistOnFile(app.getPath('userData'))
    return new ElectronStore<Saved>({ ...PREFERENCE_OPTIONS, name: PREFERENCE_OPTIONS.configName })
  } catch (error) {
    const file = path.join(app.getPath('userData'), `${PREFERENCE_OPTIONS.configName}.json`)
    throw new Error(words.preferences(file, reasonOf(error)), { cause: error })
  }
}

/** Electron would go on without a window, and hold the lock against every later start. */
function notStarted(error: unknown): void {
  console.error(error)
  end(words.failed(reasonOf(error)))
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function endDamaged(why: Failure<'installation_changed'>, vendor: VendorProfile): Promise<void> {
  const speaker = { vendor: vendor.name, support: vendor.support.email }
  const { what, cause, todo } = explain(why, { errors: await LANGUAGES[language].loadErrors() }, speaker)
  end(`${what}\n\n${cause}\n\n${todo}`, ERRORS.installation_changed.exit)
}

/** On Linux, before the app is ready, the words go to standard error. The dialog may stay open for long. */
function end(why: string, status = 2): void {
  app.releaseSingleInstanceLock()
  dialog.showErrorBox(APP_NAME, why)
  app.exit(status)
}

function startWords(refusedName: string): string {
  if (refusedName === NO_SANDBOX) return words.noSandbox[sandboxHere(sandboxFacts)]
  return words.switchRefused(refusedName)
}

async function askToStop(window: BrowserWindow | null, signal: AbortSignal): Promise<boolean> {
  const { message, detail, wait, stop } = words.quitting
  const options = { type: 'question', noLink: true, defaultId: 0, cancelId: 0, signal } as const
  const box = { ...options, message, detail, buttons: [wait, stop] }
  const { response } = await (window ? dialog.showMessageBox(window, box) : dialog.showMessageBox(box))
  return response === 1
}

/** The window's own frame follows the theme that the person chose for the page. */
function themed(store: PreferenceStore): PreferenceStore {
  return {
    read: () => store.read(),
    async write(change) {
      const written = await store.write(change)
      if (written.ok) nativeTheme.themeSource = written.value.theme
      return written
    },
  }
}
