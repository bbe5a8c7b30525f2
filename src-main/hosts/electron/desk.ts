// The desktop app once its window is open: whom it trusts, what it was installed with, the core, and what the page asks of it.
import { app, dialog, Menu, nativeTheme, shell, type BrowserWindow } from 'electron'
import type ElectronStore from 'electron-store'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { assemble, type Assembly } from '#main/assembly.ts'
import { checkout, packagedInstallation } from '#main/adapters/installation/installation.ts'
import { MANIFEST_NAME } from '#main/adapters/installation/manifest.ts'
import { dataFolder } from '#main/adapters/folders.ts'
import { readPageFiles, type PageFiles } from '#main/adapters/page-files/page-files.ts'
import { preferenceStore } from '#main/adapters/preferences.ts'
import { explainProfileProblem, loadVendorProfile } from '#main/adapters/vendor-profile.ts'
import type { PreferenceStore } from '#main/core/ports/preferences.ts'
import { ERRORS, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { APP_NAME } from '#shared/install-name.ts'
import { LANGUAGES, type LanguageId } from '#shared/messages/languages.ts'
import { explain } from '#shared/messages/messages.ts'
import { START_WORDS } from '#shared/messages/start-words.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { electronDesktop } from './desktop.ts'
import { callsUnderWay } from './calls-under-way.ts'
import { HELP_PAGES, type HelpPage } from './help-pages.ts'
import { carryCalls, carryEvents } from './ipc.ts'
import { applicationMenu } from './menu.ts'
import { electronNotifier } from './notifications.ts'
import type { Openings } from './opened-by-system.ts'
import { electronPdf } from './pdf.ts'
import { guardQuitting } from './quitting.ts'
import { outsideLinks } from './security/outside-links.ts'
import { recoverPage, tellGraphicsLoss } from './security/recovery.ts'
import { bringForward } from './window.ts'

export interface Saved {
  theme?: 'system' | 'light' | 'dark'
  window?: Electron.Rectangle & { readonly maximized?: boolean }
}

interface Begun {
  readonly saved: ElectronStore<Saved>
  readonly language: LanguageId
  readonly openings: Openings
  /** The window that is open already, and how another one is. */
  readonly first: BrowserWindow
  readonly open: () => BrowserWindow
}

interface Desk {
  readonly page: PageFiles
  readonly mayOpenOutside: (url: string) => boolean
  /** Brings it forward, or opens one. */
  readonly showWindow: () => void
}

interface NoDesk {
  readonly why: string
  /** The app's exit status. */
  readonly status?: number
}

/** Throws for what nobody foresaw, such as a page that was not built. */
export async function startDesk(begun: Begun): Promise<Result<Desk, NoDesk>> {
  const { saved, language, openings } = begun
  const words = START_WORDS[language]
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { vendor: { type: 'string' }, 'data-dir': { type: 'string' } },
    strict: false,
  })
  const vendor = loadVendorProfile(typeof values.vendor === 'string' ? values.vendor : undefined)
  if (!vendor.ok) return err({ why: explainProfileProblem(vendor.error, words) })
  // SECURITY: the list is in the archive, which the runtime checks. docs/SECURITY.md#installation
  const installation = app.isPackaged
    ? packagedInstallation(process.resourcesPath, path.join(import.meta.dirname, '..', MANIFEST_NAME))
    : checkout
  const whole = installation.verify()
  if (!whole.ok) return err(await explainDamage(whole.error, vendor.value, language))
  const page = readPageFiles(path.join(import.meta.dirname, '../renderer'))
  const folder = values['data-dir']
  const dataDir = dataFolder(typeof folder === 'string' ? folder : undefined)
  const assembly = assemble({
    host: 'desktop',
    dataDir,
    vendor: vendor.value,
    preferences: themed(preferenceStore(() => saved, app.getPath('userData'))),
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
  setMenu(vendor.value, language, openings)
  const { support } = vendor.value
  return ok({ page, mayOpenOutside: outsideLinks(support), showWindow: showWindows(begun, assembly) })
}

/** Answers each window's page until the app ends. */
function showWindows({ first, open, language }: Begun, assembly: Assembly): Desk['showWindow'] {
  const words = START_WORDS[language]
  const calls = callsUnderWay()
  carryCalls(assembly.router, calls, (reason) => console.error('a call was refused:', reason))
  // Not any window: a report is printed in one that nobody sees.
  let shown: BrowserWindow | null = null
  const mayQuit = guardQuitting(calls, {
    ask: (done) => askToStop(shown, words, done),
    quit: () => app.quit(),
  })
  app.on('before-quit', mayQuit)
  const attend = (window: BrowserWindow) => {
    recoverPage(window, words.trouble)
    window.on('close', (event) => {
      if (process.platform !== 'darwin') mayQuit(event) // else the app goes on
    })
    const stopEvents = carryEvents(assembly.listen, window.webContents)
    window.on('closed', () => {
      stopEvents()
      shown = null
    })
    shown = window
  }
  // Who was quick has closed it.
  if (!first.isDestroyed()) attend(first)
  tellGraphicsLoss(() => shown, words.trouble)
  app.on('will-quit', assembly.automaticRefresh.start())
  app.on('activate', () => {
    if (!shown) attend(open())
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  return () => (shown ? bringForward(shown) : attend(open()))
}

function setMenu({ name, support }: VendorProfile, language: LanguageId, openings: Openings): void {
  const words = START_WORDS[language]
  const place = { appName: APP_NAME, vendor: name, platform: process.platform, packaged: app.isPackaged }
  const menu = applicationMenu(words.menu, place, {
    openPage: (page) => openings.openPage(page),
    openHelp: (page) => void openHelp(page, words),
    contact: support.email === '' ? null : () => void shell.openExternal(`mailto:${support.email}`),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}

type Words = (typeof START_WORDS)[LanguageId]

/** SECURITY: one of two files that came with the program, in the person's browser. docs/SECURITY.md#navigation */
async function openHelp(page: HelpPage, words: Words): Promise<void> {
  const beside = app.isPackaged ? process.resourcesPath : path.join(import.meta.dirname, '..')
  const file = path.join(beside, 'help', HELP_PAGES[page])
  const reason = await shell.openPath(file)
  if (reason !== '') dialog.showErrorBox(APP_NAME, words.helpNotOpened(file, reason))
}

async function explainDamage(
  why: Failure<'installation_changed'>,
  vendor: VendorProfile,
  language: LanguageId,
): Promise<NoDesk> {
  const speaker = { vendor: vendor.name, support: vendor.support.email }
  const { what, cause, todo } = explain(why, await LANGUAGES[language].loadLater(), speaker)
  return { why: `${what}\n\n${cause}\n\n${todo}`, status: ERRORS.installation_changed.exit }
}

async function askToStop(
  window: BrowserWindow | null,
  { quitting }: Words,
  signal: AbortSignal,
): Promise<boolean> {
  const { message, detail, wait, stop } = quitting
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
