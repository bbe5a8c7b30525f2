/** The double's page, preload and guards, shown on a tiny app: one launch for all of it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ElectronApp, launchDouble } from './launch.ts'
import { makeTinyApp, windowMain } from './tiny-app.ts'

const main = `${windowMain}
import { BrowserWindow as Windows, clipboard, ipcMain } from 'electron'

globalThis.heard = []
ipcMain.on('note', (event, ...args) => globalThis.heard.push(...args))
ipcMain.handle('greet', async (event, name) => {
  await clipboard.writeText('greeted ' + name)
  return 'Hello ' + name + ' at ' + event.senderFrame.url
})
ipcMain.handle('echo', (event, value) => value)
ipcMain.handle('who', ({ sender, senderFrame: { origin, parent } }) => {
  const window = Windows.fromWebContents(sender)
  return { origin, parent, isWindow: window === Windows.getAllWindows()[0] }
})
ipcMain.handle('fail', () => { throw new RangeError('out of licenses') })
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

test('messages without an answer arrive', async () => {
  await page.evaluate(`window.api.tell('note', 1, 'two')`)
  await soon(() => mainGlobal('heard')).toEqual([1, 'two'])
})

test('a handler knows the window and the frame that called it', async () => {
  expect(await page.evaluate(`window.api.call('who')`)).toEqual({
    origin: 'app://tiny',
    parent: null,
    isWindow: true,
  })
})

test('values cross as structured clones', async () => {
  const echo = (value: string) =>
    page.evaluate(`window.api.call('echo', ${value}).then((v) => [v?.constructor?.name, String(v)])`)
  expect(await echo('new Date(5)')).toEqual(['Date', String(new Date(5))])
  expect(await echo('new Map([[1, new Set([undefined])]])')).toEqual(['Map', '[object Map]'])
  expect(await echo('Uint8Array.of(1, 2)')).toEqual(['Uint8Array', '1,2'])
  expect(await echo('-0n')).toEqual(['BigInt', '0'])
  expect(await echo(`new TypeError('x')`)).toEqual(['TypeError', 'TypeError: x'])
  expect(await page.evaluate(`window.api.call('echo', NaN).then(Number.isNaN)`)).toBe(true)
  expect(await page.evaluate(`window.api.call('echo', { a: undefined }).then((v) => 'a' in v)`)).toBe(true)
})

test('a failing handler has the text that Electron gives it', async () => {
  expect(await failure(`window.api.call('fail')`)).toBe(
    `Error invoking remote method 'fail': RangeError: out of licenses`,
  )
  expect(await failure(`window.api.call('nobody')`)).toBe(
    `Error invoking remote method 'nobody': Error: No handler registered for 'nobody'`,
  )
})

test('proxies, as Svelte makes them of $state, cannot be cloned', async () => {
  expect(await failure(`window.api.call('echo', new Proxy({}, {}))`)).toBe('An object could not be cloned.')
  expect(await failure(`window.api.call('echo', { inner: new Proxy([], {}) })`)).toBe(
    'An object could not be cloned.',
  )
})

test('the exposed API is frozen, and all that the page sees of the preload', async () => {
  expect(await failure(`(() => { 'use strict'; window.api.call = 1 })()`)).toMatch(/read only/)
  expect(await failure(`(() => { 'use strict'; window.api = 1 })()`)).toMatch(/read only/)
  expect(await failure('window.api.fail()')).toBe('from the preload')
  expect(await page.evaluate('[typeof require, typeof process, typeof ofThePreload]')).toEqual(
    Array(3).fill('undefined'),
  )
  expect(await page.evaluate(`Object.keys(window).filter((key) => /electron/i.test(key))`)).toEqual([])
})

test('a sandboxed preload cannot require Node', async () => {
  expect(await page.evaluate('window.api.refused')).toBe('module not found: fs')
  expect(await page.evaluate('window.api.version')).toMatch(/^\d+\.\d+\.\d+$/)
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
