// The desktop host's entry: who may start, and the window. All else is loaded once that is open (desk.ts), while Chromium begins
// the page. No top-level await: Electron would never become ready.
import { app, dialog, nativeTheme } from 'electron'
import ElectronStore from 'electron-store'
import { insistOnFile, PREFERENCE_OPTIONS, preferenceFile } from '#main/adapters/preference-file.ts'
import type { PageFiles } from '#main/adapters/page-files/page-files.ts'
import { APP_NAME } from '#shared/install-name.ts'
import { languageFor } from '#shared/messages/languages.ts'
import { START_WORDS } from '#shared/messages/start-words.ts'
import type { Saved } from './desk.ts'
import { openingsOfSystem } from './opened-by-system.ts'
import { lockNavigation } from './security/navigation.ts'
import { refusePermissions } from './security/permissions.ts'
import { registerPageScheme, servePage } from './security/page-protocol.ts'
import { sandboxFacts, sandboxHere } from './security/sandbox.ts'
import { NO_SANDBOX, refusedSwitch } from './security/switches.ts'
import { sandboxEveryPage } from './security/web-preferences.ts'
import { openWindow } from './window.ts'

/** Put in by `scripts/build.ts`: a package for tests alone, which may be driven from outside. */
declare const __TEST_BUILD__: boolean | undefined
/** Put in as well: the id by which an installer of Windows knows the app. */
declare const __APP_ID__: string | undefined

const mayBeDriven = !app.isPackaged || (typeof __TEST_BUILD__ !== 'undefined' && __TEST_BUILD__)
const refused = mayBeDriven ? null : refusedSwitch(process.argv.slice(1), app.commandLine)

const language = languageFor(app.getPreferredSystemLanguages())
const words = START_WORDS[language]

app.setName(APP_NAME)
// Else Windows takes the notices for those of an unknown program, and shows none.
if (process.platform === 'win32' && typeof __APP_ID__ !== 'undefined') app.setAppUserModelId(__APP_ID__)
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

async function start(): Promise<void> {
  app.on('second-instance', (_, argv, folder) => {
    openings.takeArguments(argv.slice(1), folder)
    showWindow()
  })
  const saved = openPreferences()
  nativeTheme.themeSource = themeIn(saved)
  refusePermissions()
  let mayOpenOutside = (_: string): boolean => false
  lockNavigation((url) => mayOpenOutside(url))
  // SECURITY: no page before what was installed was looked at, and before there is who answers it. docs/SECURITY.md#installation
  const page = Promise.withResolvers<PageFiles>()
  servePage(page.promise)
  const memory = {
    read: () => saved.get('window'),
    write: (place: NonNullable<Saved['window']>) => saved.set('window', place),
  }
  const open = () => openWindow(memory, words.menu)
  const first = open()

  const { startDesk } = await import('./desk.ts')
  const desk = await startDesk({ saved, language, openings, open, first })
  if (!desk.ok) {
    end(desk.error.why, desk.error.status)
    return
  }
  mayOpenOutside = desk.value.mayOpenOutside
  showWindow = desk.value.showWindow
  page.resolve(desk.value.page)
}

/** A file in its place that is none, or may not be read, is for the person to mend. */
function openPreferences(): ElectronStore<Saved> {
  try {
    insistOnFile(app.getPath('userData'))
    return new ElectronStore<Saved>({ ...PREFERENCE_OPTIONS, name: PREFERENCE_OPTIONS.configName })
  } catch (error) {
    throw new Error(words.preferences(preferenceFile(app.getPath('userData')), reasonOf(error)), {
      cause: error,
    })
  }
}

/** What was edited into nonsense is the system's, as for the page. */
function themeIn(saved: ElectronStore<Saved>): NonNullable<Saved['theme']> {
  const theme: unknown = saved.get('theme')
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Electron would go on without a window, and hold the lock against every later start. */
function notStarted(error: unknown): void {
  console.error(error)
  end(words.failed(reasonOf(error)))
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

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
