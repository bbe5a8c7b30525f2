/** What the double gives to a main process, shown on a tiny app: one launch for all of it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { RecordedDialogs } from './api/dialog.ts'
import type { RecordedShell } from './api/shell.ts'
import { type ElectronApp, launchDouble } from './launch.ts'
import { makeTinyApp, windowMain } from './tiny-app.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const tiny = makeTinyApp(`${windowMain}
import Store from ${JSON.stringify(import.meta.resolve('electron-store'))}
globalThis.store = new Store()
console.log('the app says hello')
`)
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

test('dialogs are recorded and answered by the test, in either of two ways', async () => {
  const answers = await app.evaluate(async ({ dialog }) => {
    const recorded = dialog as unknown as RecordedDialogs
    recorded.answers.push({ canceled: false, filePaths: ['/a'] })
    const open = await dialog.showOpenDialog({ title: 'Open' })
    const unanswered = await dialog.showOpenDialog({})
    const own = { ...dialog }
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/b' })
    const save = await dialog.showSaveDialog({})
    Object.assign(dialog, own)
    return { open, unanswered, save, first: recorded.calls[0] }
  })
  expect(answers).toEqual({
    open: { canceled: false, filePaths: ['/a'] },
    unanswered: { canceled: true, filePaths: [] },
    save: { canceled: false, filePath: '/b' },
    first: { method: 'showOpenDialog', options: { title: 'Open' } },
  })
})

test('what would leave the app is recorded', async () => {
  const calls = await app.evaluate(async ({ shell }) => {
    await shell.openExternal('https://activation.example/')
    return (shell as unknown as RecordedShell).calls
  })
  expect(calls).toEqual([{ method: 'openExternal', target: 'https://activation.example/' }])
})

test('electron-store keeps its file in userData', async () => {
  const path = await app.evaluate(({ app: electronApp }) => {
    const { store } = globalThis as unknown as {
      store: { set: (key: string, value: unknown) => void; path: string }
    }
    store.set('theme', 'dark')
    return [store.path, electronApp.getPath('userData'), electronApp.getName(), electronApp.getVersion()]
  })
  expect(path).toEqual([`${tiny.userData}/config.json`, tiny.userData, 'Tiny App', '1.2.3'])
})

test('what the double lacks throws by name', async () => {
  const lacking = (use: Parameters<ElectronApp['evaluate']>[0]) => expect(app.evaluate(use)).rejects
  await lacking(({ app: electronApp }) => electronApp.setBadgeCount(1)).toThrow(
    'electron-double: app.setBadgeCount is not implemented',
  )
  await lacking(({ Tray }) => new Tray('x')).toThrow('electron-double: Tray is not implemented')
  await lacking(({ nativeImage }) => nativeImage.createEmpty()).toThrow(
    'nativeImage.createEmpty is not implemented',
  )
  await lacking(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setOpacity(1)).toThrow(
    'BrowserWindow.setOpacity',
  )
  await lacking(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.print()).toThrow(
    'webContents.print',
  )
  await lacking(({ app: electronApp }) => electronApp.on('open-tab' as 'ready', () => undefined)).toThrow(
    `app event 'open-tab'`,
  )
})

const OPTIONS: readonly (readonly [what: string, use: Parameters<ElectronApp['evaluate']>[0]])[] = [
  ['BrowserWindow reads no option kiosk', ({ BrowserWindow }) => new BrowserWindow({ kiosk: true })],
  [
    'webPreferences reads no option zoomFactor',
    ({ BrowserWindow }) => new BrowserWindow({ webPreferences: { zoomFactor: 2 } }),
  ],
  ['MenuItem reads no option toolTip', ({ MenuItem }) => new MenuItem({ label: 'x', toolTip: 'x' })],
  ['Menu.popup reads no option positioningItem', ({ Menu }) => new Menu().popup({ positioningItem: 1 })],
  [
    'dialog.showOpenDialog reads no option securityScopedBookmarks',
    ({ dialog }) => dialog.showOpenDialog({ securityScopedBookmarks: true }),
  ],
  [
    'dialog.showMessageBox reads no option checkboxLabel',
    ({ dialog }) => dialog.showMessageBox({ message: 'x', checkboxLabel: 'x' }),
  ],
  [
    'dialog.showSaveDialog reads no option nameFieldLabel',
    ({ dialog }) => dialog.showSaveDialog({ nameFieldLabel: 'x' }),
  ],
  [
    'loadURL reads no option userAgent',
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadURL('app://tiny/', { userAgent: 'x' }),
  ],
  [
    'loadFile reads no option hash',
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.loadFile('x', { hash: 'x' }),
  ],
  [
    'printToPDF margins reads no option marginType',
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({ margins: { marginType: 'none' } as object }),
  ],
  [
    'webRequest filter reads no option types',
    ({ session }) =>
      session.defaultSession.webRequest.onBeforeRequest({ urls: [], types: ['image'] }, () => undefined),
  ],
  [
    'shell.openExternal reads no option activate',
    ({ shell }) => shell.openExternal('x:', { activate: false }),
  ],
  ['app.focus reads no option steal', ({ app: electronApp }) => electronApp.focus({ steal: true })],
  [
    'Notification reads no option silent',
    ({ Notification }) => new Notification({ title: 'x', silent: true }),
  ],
]

test.each(OPTIONS)('%s, which the double says', async (what, use) => {
  await expect(app.evaluate(use)).rejects.toThrow(`electron-double: ${what}`)
})

test('errors of evaluate carry what the app has printed', async () => {
  await expect(app.evaluate(() => Promise.reject(new RangeError('too far')))).rejects.toThrow(
    /RangeError: too far[^]*the app says hello/,
  )
})
