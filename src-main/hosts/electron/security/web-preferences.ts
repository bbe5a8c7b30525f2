// What the page of every window is given, be it shown or printed: nothing that Chromium has not, and less of that.
import { app, type WebPreferences } from 'electron'

/**
 * Electron's defaults, said aloud so that a change is seen in review. `enableBlinkFeatures` is given nowhere.
 * SECURITY: Electron’s 2, 3, 4, 6, 8, 9, 10 and 11. docs/SECURITY.md#window
 */
export const pagePreferences = (): WebPreferences => ({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: !app.isPackaged,
})

/** Before `ready`: of every page, whatever it is given. SECURITY: Electron’s 4. docs/SECURITY.md#window */
export const sandboxEveryPage = (): void => app.enableSandbox()
