/** Starts an app on the double; what the test gets is shaped like the result of Playwright's `_electron.launch()`. */
import type { ChildProcess } from 'node:child_process'
import type { Browser, BrowserContext, ElectronApplication, Page } from 'playwright-core'
import { until } from '../until.ts'
import { AppExited, DoubleProcess } from './double-process.ts'

export interface LaunchOptions {
  /** A folder with a package.json whose `main` is run: the project's, or an unpacked app.asar. */
  appDir: string
  /** The app's own; `--user-data-dir=` chooses its userData, which is a temporary folder otherwise. */
  args?: readonly string[]
  /** Added to this process's own. DOUBLE_PACKAGED=1 makes the double's `app.isPackaged` true. */
  env?: Readonly<Record<string, string>>
  /** The test looks at no page: nothing connects to Chromium, which the double starts with the first page, if at all. */
  pagesUnseen?: boolean
}

type Shared = 'evaluate' | 'process' | 'windows' | 'firstWindow' | 'close' | 'context'

/** The part of Playwright's ElectronApplication that the double has too, and two things that tests always need. */
export interface ElectronApp extends Pick<ElectronApplication, Shared> {
  /** The exit code, or null after a signal. */
  readonly exited: Promise<number | null>
  /** What the app has printed so far, on both streams. */
  output(): string
}

const patience = 10_000

/** Resolves when the app is ready. Throws AppExited, with the output, when it ends before that. */
export async function launchDouble(options: LaunchOptions): Promise<ElectronApp> {
  const { appDir, args = [], env = {}, pagesUnseen = false } = options
  const unseen = pagesUnseen ? { DOUBLE_PAGES_UNSEEN: '1' } : {}
  const appProcess = new DoubleProcess([appDir, ...args], { ...process.env, ...unseen, ...env })
  try {
    const address = await appProcess.ready
    if (pagesUnseen) return new DoubleApplication(appProcess, undefined)
    const { chromium } = await import('playwright-core')
    // Without Playwright's defaults: they would undo what the app has made of nativeTheme.
    const browser = await chromium.connectOverCDP(address, { noDefaults: true })
    return new DoubleApplication(appProcess, browser)
  } catch (error) {
    await appProcess.close(patience)
    throw withOutput(error, appProcess)
  }
}

class DoubleApplication implements ElectronApp {
  readonly exited: Promise<number | null>
  private readonly appProcess: DoubleProcess
  private readonly browser: Browser | undefined

  constructor(appProcess: DoubleProcess, browser: Browser | undefined) {
    this.appProcess = appProcess
    this.browser = browser
    this.exited = appProcess.exited
  }

  process(): ChildProcess {
    return this.appProcess.child
  }

  output(): string {
    return this.appProcess.output()
  }

  context(): BrowserContext {
    const [context] = this.browser?.contexts() ?? []
    if (!context) throw new Error('The browser of the app has no context that the test can see')
    return context
  }

  /** Those that have loaded something: Chromium keeps a blank page of its own. */
  windows(): Page[] {
    return this.context()
      .pages()
      .filter((page) => page.url() !== 'about:blank')
  }

  async firstWindow(options: { timeout?: number } = {}): Promise<Page> {
    const window = () => {
      this.appProcess.throwIfExited()
      return this.windows()[0]
    }
    try {
      return await until('the first window', window, options)
    } catch (error) {
      throw withOutput(error, this.appProcess)
    }
  }

  readonly evaluate = ((pageFunction: unknown, arg?: unknown) =>
    this.appProcess.evaluate(String(pageFunction), arg)) as ElectronApplication['evaluate']

  async close(): Promise<void> {
    await this.appProcess.close(patience)
    await this.browser?.close()
  }
}

/** Why something failed is more often in what the app has printed. */
function withOutput(error: unknown, appProcess: DoubleProcess): Error {
  if (error instanceof AppExited) return error // has it already
  return new Error(`${String(error)}\n${appProcess.output()}`, { cause: error })
}
