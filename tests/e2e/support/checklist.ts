/// <reference lib="dom" />
// Electron's security checklist, asked of the built app as it runs: one look for each item that can be looked at there.
// docs/SECURITY.md#electrons-checklist
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { PRELOAD_API } from '#shared/contract/channels.ts'
import type { ElectronApp } from '#tests/support/electron-double/launch.ts'

export interface Looked {
  readonly app: ElectronApp
  readonly page: Page
  /** An address of somebody else's, and what was asked of it so far. */
  readonly foreign: { readonly url: string; readonly heard: readonly string[] }
}

export interface Look {
  readonly item: number
  readonly says: string
  readonly look: (at: Looked) => Promise<unknown>
  readonly expected: unknown
  /** In the built main process; without this rule the look gives something else, or the app does not start. */
  readonly broken?: readonly [from: string, to: string]
}

const PRELOAD = path.resolve(import.meta.dirname, '../../../dist/preload/preload.cjs')

/** What the window's page was given. Not in Electron's types, but in its own specs. */
const preference =
  (name: string) =>
  ({ app }: Looked): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }, asked) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences: () => Record<string, unknown>
      }
      return contents.getLastWebPreferences()[asked] ?? null
    }, name)

/** Without the part of it that says which page of ours is shown. */
const addressOf = ({ app }: Looked): Promise<string | undefined> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL().split('#')[0])

/** What becomes of it in the page: `told`, once the app's own guards have judged. */
async function leavesFor({ app, page }: Looked, script: string): Promise<unknown> {
  await app.evaluate(({ BrowserWindow }) => {
    const told: unknown[] = []
    Object.assign(globalThis, { told })
    BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) => {
      told.push(event.defaultPrevented ? 'prevented' : 'let go')
    })
  })
  await page.evaluate(script)
  for (;;) {
    const told = await app.evaluate(() => (globalThis as unknown as { told: unknown[] }).told[0])
    if (told !== undefined) return told
  }
}

const outside = ({ app }: Looked): Promise<string[]> =>
  app.evaluate(({ shell }) => {
    const watched = shell as unknown as { asked?: string[] }
    return watched.asked ?? []
  })

/** Before the looks: who is asked to open an address outside is asked in vain, and it is kept. */
export const watchOutside = (app: ElectronApp): Promise<void> =>
  app.evaluate(({ shell }) => {
    const asked: string[] = []
    Object.assign(shell, {
      asked,
      openExternal: (url: string) => {
        asked.push(url)
        return Promise.resolve()
      },
    })
  })

export const CHECKLIST: readonly Look[] = [
  {
    item: 1,
    says: 'all that is loaded is the app’s own',
    look: async (at) => [
      await addressOf(at),
      await at.page.evaluate(() =>
        performance.getEntriesByType('resource').filter(({ name }) => new URL(name).origin !== origin),
      ),
    ],
    expected: ['app://desk/', []],
  },
  {
    item: 2,
    says: 'the page has no Node',
    look: async (at) => [
      await preference('nodeIntegration')(at),
      await preference('nodeIntegrationInWorker')(at),
      await at.page.evaluate(() =>
        ['require', 'process', 'module', 'global', 'Buffer'].filter((name) => name in globalThis),
      ),
    ],
    expected: [false, false, []],
    broken: ['nodeIntegration: false', 'nodeIntegration: true'],
  },
  {
    item: 3,
    says: 'the preload has a world of its own',
    look: preference('contextIsolation'),
    expected: true,
    broken: ['contextIsolation: true', 'contextIsolation: false'],
  },
  {
    item: 4,
    says: 'every page is in the sandbox',
    look: async (at) => [
      await preference('sandbox')(at),
      await at.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-sandbox')),
    ],
    expected: [true, true],
    broken: ['app.enableSandbox()', 'undefined'],
  },
  {
    item: 5,
    says: 'no permission is given',
    look: ({ page }) =>
      page.evaluate(async () => {
        const refused = (asked: Promise<unknown>) =>
          asked.then(
            () => 'given',
            (error: unknown) => (error as Error).name,
          )
        return [
          await Notification.requestPermission(),
          await new Promise((told) =>
            navigator.geolocation.getCurrentPosition(
              () => told('given'),
              ({ code }) => told(code),
            ),
          ),
          (await navigator.permissions.query({ name: 'camera' })).state,
          await refused(navigator.mediaDevices.getUserMedia({ video: true })),
          await refused(navigator.clipboard.readText()),
        ]
      }),
    expected: ['denied', 1, 'denied', 'NotAllowedError', 'NotAllowedError'],
    broken: ['decide(false)', 'decide(true)'],
  },
  {
    item: 6,
    says: 'origins are kept apart',
    look: preference('webSecurity'),
    expected: true,
    broken: ['webSecurity: true', 'webSecurity: false'],
  },
  {
    item: 7,
    says: 'the policy lets the page load and ask nothing of others, and run no text',
    look: async ({ page, foreign }) => [
      await page.evaluate(async (url) => {
        const failed = (asked: Promise<unknown>) =>
          asked.then(
            () => 'loaded',
            () => 'failed',
          )
        const loading = (name: 'img' | 'script' | 'iframe') =>
          new Promise((told) => {
            const element = Object.assign(document.createElement(name), {
              src: `${url}/${name}`,
              onload: () => told('loaded'),
              onerror: () => told('failed'),
            })
            document.body.append(element)
          })
        Object.assign(globalThis, { ran: false })
        const inline = document.createElement('script')
        inline.textContent = 'globalThis.ran = true'
        document.body.append(inline)
        const loaded = [await failed(fetch(`${url}/fetch`)), await loading('img'), await loading('script')]
        await loading('iframe') // Chromium shows why in it, and says that it was loaded
        // Only now: DevTools let a text that they evaluate do so.
        let evaluated = true
        try {
          Reflect.construct(Function, ['return 1'])
        } catch {
          evaluated = false
        }
        return [loaded, (globalThis as unknown as { ran: boolean }).ran, evaluated]
      }, foreign.url),
      foreign.heard,
    ],
    expected: [[['failed', 'failed', 'failed'], false, false], []],
    broken: [`"script-src 'self'"`, `"script-src 'self' 'unsafe-eval'"`],
  },
  {
    item: 8,
    says: 'no insecure content beside secure one',
    look: preference('allowRunningInsecureContent'),
    expected: false,
    broken: ['allowRunningInsecureContent: false', 'allowRunningInsecureContent: true'],
  },
  {
    item: 9,
    says: 'no experiments of Chromium’s',
    look: preference('experimentalFeatures'),
    expected: false,
    broken: ['experimentalFeatures: false', 'experimentalFeatures: true'],
  },
  {
    item: 10,
    says: 'no feature of Blink’s is switched on',
    look: async (at) => [
      await preference('enableBlinkFeatures')(at),
      await at.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-blink-features')),
    ],
    expected: [null, false],
    broken: ['sandbox: true', 'sandbox: true, enableBlinkFeatures: "CSSVariables"'],
  },
  {
    item: 11,
    says: 'there is no webview',
    look: async (at) => [
      await preference('webviewTag')(at),
      await at.page.evaluate(() => document.createElement('webview').constructor.name),
    ],
    expected: [false, 'HTMLUnknownElement'],
    broken: ['webviewTag: false', 'webviewTag: true'],
  },
  {
    item: 12,
    says: 'none could be attached',
    look: ({ app }) =>
      app.evaluate(({ BrowserWindow }) => {
        let prevented = false
        const event = { preventDefault: () => (prevented = true) }
        BrowserWindow.getAllWindows()[0]?.webContents.emit('will-attach-webview', event, {}, {})
        return prevented
      }),
    expected: true,
    broken: ['contents.on("will-attach-webview"', 'contents.on("did-attach-webview"'],
  },
  {
    item: 13,
    says: 'the page goes nowhere, neither by itself nor by a file that is dropped on it',
    look: async (at) => {
      const { page, foreign } = at
      const gone = await leavesFor(at, `void (location.href = ${JSON.stringify(`${foreign.url}/gone`)})`)
      const dropped = await page.evaluate(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['<h1>'], 'page.html', { type: 'text/html' }))
        return ['dragover', 'drop'].map((name) =>
          document.body.dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer })),
        )
      })
      return [gone, dropped, await addressOf(at), foreign.heard]
    },
    // A drop that the page does not take is Chromium's: it would show the file.
    expected: ['prevented', [false, false], 'app://desk/', []],
    broken: ['contents.on("will-navigate"', 'contents.on("certificate-error"'],
  },
  {
    item: 14,
    says: 'no window opens',
    look: async ({ app, page, foreign }) => [
      await page.evaluate((url) => window.open(`${url}/opened`) === null, foreign.url),
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
      foreign.heard,
    ],
    expected: [true, 1, []],
  },
  {
    item: 15,
    says: 'no address opens outside but the vendor’s two',
    look: async (at) => {
      for (const other of ['file:///etc/passwd', 'https://user@evil.example/', 'smb://evil.example/share'])
        await at.page.evaluate((url) => void window.open(url), other)
      await leavesFor(at, `void (location.href = 'mailto:eve@vendor.example')`)
      return outside(at)
    },
    expected: [],
    broken: ['links.includes(address)', 'true'],
  },
  {
    item: 16,
    says: 'the runtime is the one that package.json names',
    look: async ({ app }) => {
      const file = createRequire(import.meta.url).resolve('electron/package.json')
      const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
      return (await app.evaluate(() => process.versions.electron)) === version
    },
    expected: true,
  },
  {
    item: 17,
    says: 'a call from another page is not answered',
    look: ({ app }) =>
      app.evaluate(
        async ({ BrowserWindow }, given) => {
          const window = new BrowserWindow({ show: false, webPreferences: { preload: given.preload } })
          await window.loadURL('data:text/html,another page')
          const answer = (await window.webContents.executeJavaScript(
            `${given.api}.call('licenses.list', {})`,
          )) as { error?: { code: string } }
          window.destroy()
          return answer.error?.code
        },
        { preload: PRELOAD, api: PRELOAD_API },
      ),
    expected: 'not_authenticated',
    broken: ['if (isRefused(event))', 'if (false)'],
  },
  {
    item: 18,
    says: 'the page has a scheme of its own, which holds its files alone and is only read',
    look: async (at) => [
      await addressOf(at),
      await at.page.evaluate(async () => [
        (await fetch('/')).status,
        (await fetch('/', { method: 'POST' })).status,
        (await fetch('/../../package.json')).status,
      ]),
    ],
    expected: ['app://desk/', [200, 404, 404]],
    broken: ['request.method !== "GET"', 'false'],
  },
  {
    item: 20,
    says: 'two functions of our own are all that the page has of Electron',
    look: ({ page }) =>
      page.evaluate((name) => {
        const api = (globalThis as unknown as Record<string, object>)[name] ?? {}
        const others = ['electron', 'ipcRenderer', 'contextBridge', 'webFrame'].filter(
          (each) => each in globalThis,
        )
        return [Object.keys(api), Object.isFrozen(api), others]
      }, PRELOAD_API),
    expected: [['call', 'on'], true, []],
  },
]
