/** The double's page, preload and guards, shown on a tiny app: one launch for all of it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ElectronApp, launchDouble } from './launch.ts'
import { makeTinyApp, windowMain } from './tiny-app.ts'

const main = `${windowMain}
import { clipboard, ipcMain } from 'electron'

ipcMain.handle('greet', async (event, name) => {
  await clipboard.writeText('greeted ' + name)
  return 'Hello ' + name + ' at ' + event.senderFrame.url
})
ipcMain.handle('echo', (event, value) => value)
app.on('web-contents-created', (event, contents) => {
  globalThis.navigations = []
  contents.on('will-navigate', (details) => {
    globalThis.navigations.push(details.url)
    details.preventDefault()
  })
  contents.setWindowOpenHandler(({ url }) => {
    globalThis.opened = [...(globalThis.opened ?? []), url]
    return { action: 'deny' }
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
})
`

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
const soon = <T>(value: () => T) => expect.poll(value, { timeout: 10_000, interval: 20 })

const tiny = makeTinyApp(main)
let app: ElectronApp
let page: Page

beforeAll(async () => {
  app = await launchDouble(tiny.options)
  page = await app.firstWindow()
  await page.locator('html[data-ready=yes]').waitFor()
})

afterAll(async () => {
  await app.close()
})

afterAll(() => tiny[Symbol.dispose]())

/** What a call in the page throws. */
const failure = (expression: string) =>
  page.evaluate(
    `(async () => { try { await ${expression}; return 'no error' } catch (error) { return error.message } })()`,
  )

const mainGlobal = (name: string) =>
  app.evaluate((_, key) => (globalThis as Record<string, unknown>)[key], name)

test('a click reaches the handler through the preload, and its answer is rendered', async () => {
  await page.click('#greet')
  await soon(() => page.textContent('#out')).toBe('Hello Ada at app://tiny/index.html')
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('greeted Ada')
})

test('events of the main process reach the page until it unsubscribes', async () => {
  const send = (count: number) =>
    app.evaluate(
      ({ BrowserWindow }, n) => BrowserWindow.getAllWindows()[0]?.webContents.send('tick', n),
      count,
    )
  await send(1)
  await soon(() => page.textContent('#tick')).toBe('1')
  await page.evaluate('window.stop()')
  await send(2)
  await page.evaluate(`window.api.call('echo')`) // what was sent before it has arrived
  expect(await page.textContent('#tick')).toBe('1')
})

test('the policy that the protocol handler sends is enforced', async () => {
  expect(await page.getAttribute('html', 'data-inline')).toBeNull()
  expect(await failure(`fetch('https://activation.example/')`)).toBe('Failed to fetch')
  expect(await page.getAttribute('html', 'data-eval')).toMatch(/unsafe-eval/)
})

test('the protocol handler gets requests as the page made them', async () => {
  const text = `fetch('/echo', { method: 'POST', body: 'ä' }).then((response) => response.text())`
  expect(await page.evaluate(text)).toBe('POST ä')
  expect(await page.evaluate(`fetch('/nowhere.js').then((response) => response.status)`)).toBe(404)
})

test('a prevented navigation leaves the page where it is', async () => {
  await page.click('#elsewhere')
  await soon(() => mainGlobal('navigations')).toEqual(['app://tiny/elsewhere.html'])
  expect(
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL()),
  ).toBe('app://tiny/index.html')
  await page.click('#greet') // and it still works
})

test('what the app loads itself is not asked about, and gets a preload of its own again', async () => {
  await page.evaluate('window.beforeReload = true')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.reload())
  await soon(() => page.evaluate('window.beforeReload === undefined && typeof window.api')).toBe('object')
  expect(await mainGlobal('navigations')).toHaveLength(1)
  expect(await page.evaluate(`window.api.call('echo', 1)`)).toBe(1)
})

test('a denied window is not there', async () => {
  await page.click('#popup')
  await page.evaluate(`void window.open('https://activation.example/')`)
  await soon(() => mainGlobal('opened')).toEqual([
    'https://activation.example/help',
    'https://activation.example/',
  ])
  await soon(() => app.windows()).toHaveLength(1)
})

test('a request that the session cancels does not reach its handler', async () => {
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest(
      { urls: ['app://tiny/forbidden*'] },
      (_details, answer) => answer({ cancel: true }),
    )
  })
  expect(await failure(`fetch('/forbidden.js')`)).toBe('Failed to fetch')
  expect(await page.evaluate(`fetch('/page.js').then((response) => response.status)`)).toBe(200)
})

test('what the preload lacks throws by name', async () => {
  expect(await failure('window.api.unknown()')).toBe(
    'electron-double: ipcRenderer.sendToHost is not implemented',
  )
})
