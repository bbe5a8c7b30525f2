/** Electron's `app`: identity, paths, the single-instance lock, and the order in which an app ends. */
import type { App } from 'electron'
import { closeBrowser } from '../chromium/browser.ts'
import { ModelledEmitter } from '../events.ts'
import { faults } from '../faults.ts'
import { appDir, appPackage, isPackaged, switches } from '../launch-arguments.ts'
import { lifecycle, openWindows, requireNotReady, stayAlive } from '../lifecycle.ts'
import { onlyRead } from '../only-read.ts'
import { SingleInstanceLock } from '../single-instance-lock.ts'
import { strict } from '../strict.ts'
import { AppPaths } from './app-paths.ts'
import { commandLine } from './command-line.ts'

const events = {
  emitted: [
    'will-finish-launching',
    'ready',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
    'second-instance',
    'browser-window-created',
    'web-contents-created',
  ],
  neverEmitted: [
    'activate',
    'browser-window-blur',
    'browser-window-focus',
    'certificate-error',
    'child-process-gone',
    'gpu-info-update',
    'login',
    'open-file',
    'open-url',
    'render-process-gone',
    'select-client-certificate',
    'session-created',
  ],
}

type Modelled =
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'getVersion'
  | 'getName'
  | 'setName'
  | 'getAppPath'
  | 'getPath'
  | 'setPath'
  | 'getLocale'
  | 'getSystemLocale'
  | 'getPreferredSystemLanguages'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'focus'
  | 'isPackaged'

/** Node's own; an app's `process.exit` is `app.exit` (run.ts). */
const endProcess = process.exit.bind(process)

class DoubleApp extends ModelledEmitter implements Pick<App, Modelled> {
  readonly isPackaged = isPackaged
  readonly commandLine = commandLine
  /** Not Electron's: the errors that nobody caught, which the app has survived. */
  readonly faults = faults
  name = appPackage.productName ?? appPackage.name
  private readonly paths = new AppPaths()
  private readonly lock = new SingleInstanceLock()

  constructor() {
    super('app', events)
  }

  whenReady(): Promise<void> {
    if (lifecycle.ready) return Promise.resolve()
    return new Promise((resolve) => this.once('ready', () => resolve()))
  }

  isReady(): boolean {
    return lifecycle.ready
  }

  getVersion(): string {
    return appPackage.version
  }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.name = name
  }

  getAppPath(): string {
    return appDir
  }

  getPath(name: string): string {
    return this.paths.get(name)
  }

  setPath(name: string, path: string): void {
    this.paths.set(name, path)
  }

  getLocale(): string {
    return switches.get('lang') ?? 'en-US'
  }

  getSystemLocale(): string {
    return this.getLocale()
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()]
  }

  requestSingleInstanceLock(additionalData: unknown = null): boolean {
    const held = this.lock.request(this.getPath('userData'), {
      argv: process.argv,
      workingDirectory: process.cwd(),
      additionalData,
    })
    if (held) {
      void this.whenReady().then(() =>
        this.lock.listen(({ argv, workingDirectory, additionalData: data }) =>
          this.emit('second-instance', {}, argv, workingDirectory, data),
        ),
      )
    }
    return held
  }

  hasSingleInstanceLock(): boolean {
    return this.lock.held
  }

  releaseSingleInstanceLock(): void {
    this.lock.release()
  }

  enableSandbox(): void {
    requireNotReady('app.enableSandbox() can only be called before app is ready')
    commandLine.appendSwitch('enable-sandbox')
  }

  setAppUserModelId(): void {
    // Windows' task bar only.
  }

  focus(options?: Electron.FocusOptions): void {
    onlyRead('app.focus', options, [])
    // There is one app, and nothing else has the focus.
  }

  quit(): void {
    void this.tryToQuit()
  }

  /** Ends the app the polite way; false when a listener or a window prevented it. */
  async tryToQuit(): Promise<boolean> {
    if (lifecycle.quitting || lifecycle.exiting) return true
    lifecycle.quitting = true
    if (!this.emitPreventable('before-quit')) return stayAlive()
    if (!(await closeAllWindows())) return false
    if (!this.emitPreventable('will-quit')) return stayAlive()
    lifecycle.quitting = false
    this.exit(0)
    return true
  }

  exit(exitCode = 0): void {
    if (lifecycle.exiting) return
    lifecycle.exiting = true
    for (const window of [...openWindows]) window.destroy()
    this.emit('quit', {}, exitCode)
    this.lock.release()
    void closeBrowser().finally(() => endProcess(exitCode))
  }

  /** Called when a window has gone: the last one ends the app unless it listens for that. */
  afterWindowClosed(): void {
    if (openWindows.size > 0 || lifecycle.quitting || lifecycle.exiting) return
    if (!this.emit('window-all-closed')) this.quit()
  }
}

/** Each is asked, also after one that stays. */
async function closeAllWindows(): Promise<boolean> {
  const closed = await Promise.all([...openWindows].map((window) => window.tryToClose()))
  return !closed.includes(false)
}

export const app = strict('app', new DoubleApp())
