// The app of an end-to-end test, in the browser or on the desktop, with one set of hands for both.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { deskProgram, runDesk, type CliRun } from '#tests/support/cli.ts'
import { launchElectron } from '#tests/support/electron-app.ts'
import type { ElectronApp } from '#tests/support/electron-double/launch.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import type { Cleanup } from '#tests/support/temporary.ts'

export type Kind = 'web' | 'desktop'
export const KINDS: readonly Kind[] = ['web', 'desktop']

export interface OpenDesk {
  readonly page: Page
  /** What was copied: from the system's clipboard on the desktop, from the browser's on the web. */
  clipboard(): Promise<string>
  /** The main process of the desktop app; null in the browser. */
  readonly electron: ElectronApp | null
  close(): Promise<void>
}

/** One machine of a test: its data stays while the app is closed and opened again. */
export class Machine {
  readonly dataDir: string
  readonly userData: string
  /** The user of the system who opens the page; null: who runs the tests. */
  user: number | null = null
  readonly #profileFile: string

  constructor(cleanup: Cleanup, profileFile: string) {
    this.dataDir = path.join(cleanup.folder('activation-desk-'), 'data')
    this.userData = cleanup.folder('activation-user-')
    this.#profileFile = profileFile
    writeMachineId(this.dataDir, randomBytes(16).toString('hex'))
  }

  get profileFolder(): string {
    return path.dirname(this.#profileFile)
  }

  /** What every command of this machine is given. */
  get options(): string[] {
    return ['--vendor', this.#profileFile, '--data-dir', this.dataDir]
  }

  cli(...args: string[]): Promise<CliRun> {
    return runDesk([...this.options, ...args], { env: this.env })
  }

  get env(): Record<string, string> {
    return { XDG_CONFIG_HOME: this.userData, APPDATA: this.userData }
  }

  /** `env`: for the desktop app alone. */
  open(kind: Kind, browser: Browser, env: Readonly<Record<string, string>> = {}): Promise<OpenDesk> {
    return kind === 'web' ? this.#openWeb(browser) : this.#openDesktop(env)
  }

  /** The link that the web host prints, and the process that serves it. */
  async serve(): Promise<{ link: string; stop: () => Promise<void> }> {
    const child = spawn(process.execPath, [deskProgram, ...this.options, '--json', 'serve', '--no-open'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...this.env },
      ...(this.user === null ? {} : { uid: this.user, gid: this.user }),
    })
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const ended = once(child, 'exit')
    const stop = async () => {
      child.kill()
      await ended
    }
    return { link: (JSON.parse(line) as { url: string }).url, stop }
  }

  async #openWeb(browser: Browser): Promise<OpenDesk> {
    const { link, stop } = await this.serve()
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      locale: 'en-GB',
    })
    const page = await context.newPage()
    await page.goto(link)
    return {
      page,
      electron: null,
      clipboard: () => page.evaluate('navigator.clipboard.readText()'),
      close: async () => {
        await context.close()
        await stop()
      },
    }
  }

  /** How the desktop app is started on this machine. */
  get launching(): { appDir: string; args: string[] } {
    return {
      appDir: path.resolve(import.meta.dirname, '../../..'),
      args: [...this.options, `--user-data-dir=${this.userData}`],
    }
  }

  async #openDesktop(env: Readonly<Record<string, string>>): Promise<OpenDesk> {
    const { app } = await launchElectron({ ...this.launching, env })
    return {
      page: await app.firstWindow(),
      electron: app,
      clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
      close: () => app.close(),
    }
  }
}
