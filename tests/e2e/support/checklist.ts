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
  /** Electron's number; “own”: none of its list. */
  readonly item: number | 'own'
  readonly says: string
  readonly look: (at: Looked) => Promise<unknown>
  readonly expected: unknown
  /** In the built main process and its preload: without one of these rules the look gives something else, or the app does not start. */
  readonly broken: readonly (readonly [from: string, to: string])[]
}

const PRELOAD = path.resolve(import.meta.dirname, '../../../dist/preload/preload.cjs')

/** What the window's page was given. Not in Electron's types, but in its own specs. */
export const preference =
  (name: string) =>
  ({ app }: Pick<Looked, 'app'>): Promise<unknown> =>
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

/** Whether the app's own guard prevents it. */
const prevented = ({ app }: Looked, name: 'will-attach-webview' | 'will-redirect', details: object) =>
  app.evaluate(
    ({ BrowserWindow }, asked) => {
      let isPrevented = false
      const event = { ...asked.details, preventDefault: () => (isPrevented = true) }
      BrowserWindow.getAllWindows()[0]?.webContents.emit(asked.name, event, {}, {})
      return isPrevented
    },
    { name, details },
  )

const outside = ({ app }: Looked): Promise<string[]> =>
  app.evaluate(({ shell }) => {
    const watched = shell as unknown as { asked?: string[] }
    return watched.asked ?? []
  })

/** The directive of each refusal, of what our page tries in vain. */
const REFUSED = {
  fetch: 'connect-src',
  img: 'img-src',
  script: 'script-src-elem',
  style: 'style-src-elem',
  font: 'font-src',
  audio: 'media-src',
  iframe: 'frame-src',
  object: 'object-src',
  base: 'base-uri',
  form: 'form-action',
}

/** In the page. */
async function whatThePolicyRefuses(url: string): Promise<unknown> {
  /** Of what was refused first, once that was said; of what is let go nothing is said. */
  const refusalOf = (attempt: () => void): Promise<string> =>
    new Promise((told) => {
      document.addEventListener('securitypolicyviolation', (event) => told(event.effectiveDirective), {
        once: true,
      })
      attempt()
      setTimeout(() => told('let go'), 5000)
    })
  const adding = (name: keyof HTMLElementTagNameMap, given: object) => () =>
    document.body.append(Object.assign(document.createElement(name), given))
  const refused = {
    fetch: await refusalOf(() => void fetch(`${url}/fetch`).catch(() => undefined)),
    img: await refusalOf(adding('img', { src: `${url}/img` })),
    script: await refusalOf(adding('script', { src: `${url}/script` })),
    style: await refusalOf(adding('link', { rel: 'stylesheet', href: `${url}/style` })),
    font: await refusalOf(
      () => void new FontFace('foreign', `url(${url}/font)`).load().catch(() => undefined),
    ),
    audio: await refusalOf(adding('audio', { src: `${url}/audio` })),
    iframe: await refusalOf(adding('iframe', { src: `${url}/iframe` })),
    object: await refusalOf(adding('object', { data: `${url}/object` })),
    base: await refusalOf(adding('base', { href: `${url}/base/` })),
    form: await refusalOf(() => {
      const form = Object.assign(document.createElement('form'), { action: `${url}/form`, method: 'post' })
      document.body.append(form)
      form.submit()
    }),
  }
  Object.assign(globalThis, { ran: false })
  const inline = document.createElement('script')
  inline.textContent = 'globalThis.ran = true'
  document.body.append(inline)
  const policy = (await fetch(location.origin)).headers.get('content-security-policy') ?? ''
  // Only now: DevTools let a text that they evaluate do so.
  let evaluated = true
  try {
    Reflect.construct(Function, ['return 1'])
  } catch {
    evaluated = false
  }
  const framedBy = policy.split('; ').find((part) => part.startsWith('frame-ancestors'))
  return { refused, ran: (globalThis as unknown as { ran: boolean }).ran, evaluated, framedBy }
}

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
    broken: [], // what 7 and 18 leave
  },
  {
    item: 2,
    says: 'the page has no Node',
    look: async (at) => [
      await preference('nodeIntegration')(at),
      await preference('nodeIntegrationInWorker')(at),
      await preference('nodeIntegrationInSubFrames')(at),
      await at.page.evaluate(() =>
        ['require', 'process', 'module', 'global', 'Buffer'].filter((name) => name in globalThis),
      ),
    ],
    expected: [false, false, false, []],
    broken: ['nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames'].map(
      (name): [string, string] => [`${name}: false`, `${name}: true`],
    ),
  },
  {
    item: 3,
    says: 'the preload has a world of its own',
    look: preference('contextIsolation'),
    expected: true,
    broken: [['contextIsolation: true', 'contextIsolation: false']],
  },
  {
    item: 4,
    says: 'every page is in the sandbox',
    look: async (at) => [
      await preference('sandbox')(at),
      await at.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-sandbox')),
    ],
    expected: [true, true],
    broken: [['app.enableSandbox()', 'undefined']],
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
    broken: [
      ['decide(false)', 'decide(true)'],
      ['setPermissionCheckHandler(() => false)', 'setPermissionCheckHandler(() => true)'],
    ],
  },
  {
    item: 6,
    says: 'origins are kept apart',
    look: preference('webSecurity'),
    expected: true,
    broken: [['webSecurity: true', 'webSecurity: false']],
  },
  {
    item: 7,
    says: 'the policy lets the page load and ask nothing of others, run no text, and be framed by nobody',
    look: async ({ page, foreign }) => [
      await page.evaluate(whatThePolicyRefuses, foreign.url),
      foreign.heard,
    ],
    expected: [
      {
        refused: REFUSED,
        ran: false,
        evaluated: false,
        // Our page may frame nothing either, so that no page here can try.
        framedBy: "frame-ancestors 'none'",
      },
      [],
    ],
    broken: [
      [`"script-src 'self'"`, `"script-src 'self' 'unsafe-eval'"`],
      [`"script-src 'self'"`, `"script-src 'self' 'unsafe-inline'"`],
      ['"default-src \'none\'"', '"default-src *"'],
      ...['script-src', 'style-src', 'img-src', 'font-src', 'connect-src'].map((name): [string, string] => [
        `"${name} 'self'`,
        `"${name} *`,
      ]),
      ...['base-uri', 'form-action', 'frame-ancestors'].map((name): [string, string] => [
        `"${name} 'none'"`,
        `"${name} *"`,
      ]),
      ['"content-security-policy"', '"x-policy"'],
    ],
  },
  {
    item: 8,
    says: 'no insecure content beside secure one',
    look: preference('allowRunningInsecureContent'),
    expected: false,
    broken: [['allowRunningInsecureContent: false', 'allowRunningInsecureContent: true']],
  },
  {
    item: 9,
    says: 'no experiments of Chromium’s',
    look: preference('experimentalFeatures'),
    expected: false,
    broken: [['experimentalFeatures: false', 'experimentalFeatures: true']],
  },
  {
    item: 10,
    says: 'no feature of Blink’s is switched on',
    look: async (at) => [
      await preference('enableBlinkFeatures')(at),
      await at.app.evaluate(({ app }) => app.commandLine.hasSwitch('enable-blink-features')),
    ],
    expected: [null, false],
    broken: [['sandbox: true', 'sandbox: true, enableBlinkFeatures: "CSSVariables"']],
  },
  {
    item: 11,
    says: 'there is no webview',
    look: async (at) => [
      await preference('webviewTag')(at),
      await at.page.evaluate(() => document.createElement('webview').constructor.name),
    ],
    expected: [false, 'HTMLUnknownElement'],
    broken: [['webviewTag: false', 'webviewTag: true']],
  },
  {
    item: 12,
    says: 'none could be attached',
    look: (at) => prevented(at, 'will-attach-webview', {}),
    expected: true,
    broken: [['contents.on("will-attach-webview"', 'contents.on("did-attach-webview"']],
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
      // Nothing here redirects, so the guard is asked by itself.
      const redirected = await prevented(at, 'will-redirect', { url: `${foreign.url}/redirected` })
      return [gone, redirected, dropped, await addressOf(at), foreign.heard]
    },
    // A drop that the page does not take is Chromium's: it would show the file.
    expected: ['prevented', true, [false, false], 'app://desk/', []],
    broken: [
      ['contents.on("will-navigate"', 'contents.on("certificate-error"'],
      ['contents.on("will-redirect"', 'contents.on("certificate-error"'],
    ],
  },
  {
    item: 14,
    says: 'no window opens',
    look: async (at) => {
      const { app, page, foreign } = at
      const none = await page.evaluate((url) => window.open(`${url}/opened`) === null, foreign.url)
      // What the page does next is asked about later; what is said later stands behind it.
      await leavesFor(at, `void (location.href = ${JSON.stringify(`${foreign.url}/later`)})`)
      await app.evaluate(() => console.error('asked about every window'))
      while (!app.output().includes('asked about every window')) await page.evaluate('1')
      // The double opens no window, and says where the app would have let it.
      const isLet = app.output().includes('electron-double: windows opened by a page are not implemented')
      return [
        none,
        await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
        isLet,
        foreign.heard,
      ]
    },
    expected: [true, 1, false, []],
    broken: [
      ['action: "deny"', 'action: "allow"'],
      ['contents.setWindowOpenHandler(', '((handler) => handler)('],
    ],
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
    broken: [['links.includes(address)', 'true']],
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
    broken: [], // package.json's
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
    broken: [['if (isRefused(event))', 'if (false)']],
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
        // A file is what it is said to be.
        (await fetch('/')).headers.get('x-content-type-options'),
      ]),
      // Our page's policy lets it ask no other host, so a page of that host asks.
      await at.app.evaluate(async ({ BrowserWindow }) => {
        const window = new BrowserWindow({ show: false })
        await window.loadURL('app://other/')
        const asked = 'fetch(location.href).then(({ status }) => status)'
        const answered: unknown = await window.webContents.executeJavaScript(asked)
        window.destroy()
        return answered
      }),
    ],
    expected: ['app://desk/', [200, 404, 404, 'nosniff'], 404],
    broken: [
      ['url.host === "desk"', 'true'],
      ['request.method !== "GET"', 'false'],
      ['"x-content-type-options"', '"x-other"'],
    ],
  },
  {
    item: 20,
    says: 'two functions of our own are all that the page has of Electron',
    look: ({ page }) =>
      page.evaluate((name) => {
        const api = (globalThis as unknown as Record<string, object>)[name] ?? {}
        // Another page of this browser has what Chromium gives each, and nothing of a preload.
        const frame = document.body.appendChild(document.createElement('iframe'))
        const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow))
        frame.remove()
        // What a preload gives can be neither changed nor taken away; scripts of the page make what can.
        const given = Object.entries(Object.getOwnPropertyDescriptors(globalThis))
          .filter(([each, { configurable }]) => !configurable && !plain.has(each))
          .map(([each]) => each)
        return [Object.keys(api), Object.isFrozen(api), given]
      }, PRELOAD_API),
    expected: [['call', 'on'], true, [PRELOAD_API]],
    broken: [
      [
        'electron.contextBridge.exposeInMainWorld(PRELOAD_API, {',
        'electron.contextBridge.exposeInMainWorld("other", { on: electron.ipcRenderer.on });\nelectron.contextBridge.exposeInMainWorld(PRELOAD_API, {',
      ],
      ['call: (method', 'ipc: electron.ipcRenderer.invoke, call: (method'],
    ],
  },
  {
    item: 'own',
    says: 'nothing that is written goes to a spell check, whose dictionary would be loaded from elsewhere',
    look: preference('spellcheck'),
    expected: false,
    broken: [['spellcheck: false', 'spellcheck: true']],
  },
]
