/** Makes `import 'electron'` load a stand-in: in the app's own modules and in every dependency. */
import { registerHooks } from 'node:module'
import type * as Common from 'electron/common'
import type * as Main from 'electron/main'

export type MainMember = keyof typeof Main | keyof typeof Common

/** One object of every member, whole or refusing, so that no named import of a real member fails to link. */
export type ElectronStandIn = Readonly<Record<MainMember, unknown>>

/** What a main process can import; one missing or one too many does not compile. */
const members = {
  app: true,
  autoUpdater: true,
  BaseWindow: true,
  BrowserView: true,
  BrowserWindow: true,
  clipboard: true,
  ClipboardItem: true,
  contentTracing: true,
  crashReporter: true,
  desktopCapturer: true,
  dialog: true,
  globalShortcut: true,
  ImageView: true,
  inAppPurchase: true,
  ipcMain: true,
  IpcMainServiceWorker: true,
  Menu: true,
  MenuItem: true,
  MessageChannelMain: true,
  nativeImage: true,
  nativeTheme: true,
  net: true,
  netLog: true,
  Notification: true,
  powerMonitor: true,
  powerSaveBlocker: true,
  protocol: true,
  pushNotifications: true,
  safeStorage: true,
  screen: true,
  session: true,
  sharedTexture: true,
  ShareMenu: true,
  shell: true,
  systemPreferences: true,
  TouchBar: true,
  Tray: true,
  utilityProcess: true,
  View: true,
  webContents: true,
  WebContentsView: true,
  webFrameMain: true,
  WebSocket: true,
} satisfies Record<MainMember, true>

const facade = 'electron-stand-in:'

/** A stand-in whose members come from `member`. */
export function standIn(member: (name: MainMember) => unknown): ElectronStandIn {
  const names = Object.keys(members) as MainMember[]
  return Object.fromEntries(names.map((name) => [name, member(name)])) as ElectronStandIn
}

/**
 * From now on `electron` is what the module at `standInUrl` exports as `electron: ElectronStandIn`, for `import`
 * and for `require`. The npm package's own file is covered too: Vitest imports dependencies by path.
 */
export function redirectElectron(standInUrl: string): void {
  const source = [
    `import { electron } from ${JSON.stringify(standInUrl)}`,
    `export { electron as default, electron as 'module.exports' }`, // the second is what require() gives
    `export const { ${Object.keys(members).join(', ')} } = electron`,
  ].join('\n')
  registerHooks({
    resolve: (specifier, context, nextResolve) =>
      namesElectron(specifier)
        ? { url: facade, format: 'module', shortCircuit: true }
        : nextResolve(specifier, context),
    load: (url, context, nextLoad) =>
      url === facade ? { source, format: 'module', shortCircuit: true } : nextLoad(url, context),
  })
}

function namesElectron(specifier: string): boolean {
  return (
    ['electron', 'electron/main', 'electron/common'].includes(specifier) ||
    specifier.endsWith('/node_modules/electron/index.js')
  )
}
