/** What the double gives to a main process, shown on a tiny app: one launch for all of it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { RecordedDialogs } from './api/dialog.ts'
import type { RecordedShell } from './api/shell.ts'
import { type ElectronApp, launchDouble } from './launch.ts'
import { makeTinyApp, windowMain } from './tiny-app.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
const soon = <T>(value: () => T) => expect.poll(value, { timeout: 10_000, interval: 20 })

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

const mainGlobal = (name: string) =>
  app.evaluate((_, key) => (globalThis as Record<string, unknown>)[key], name)

test('themeSource decides prefers-color-scheme', async () => {
  const isDark = () => page.evaluate(`matchMedia('(prefers-color-scheme: dark)').matches`)
  const setTheme = (source: 'dark' | 'light') =>
    app.evaluate(({ nativeTheme }, theme) => {
      nativeTheme.once('updated', () => Object.assign(globalThis, { themeUpdated: theme }))
      nativeTheme.themeSource = theme
      return nativeTheme.shouldUseDarkColors
    }, source)
  expect(await setTheme('dark')).toBe(true)
  await soon(isDark).toBe(true)
  expect(await mainGlobal('themeUpdated')).toBe('dark')
  expect(await setTheme('light')).toBe(false)
  await soon(isDark).toBe(false)
})

test('bounds are kept, told, and followed by the page', async () => {
  const bounds = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.once('resize', () => Object.assign(globalThis, { resized: true }))
    window?.setBounds({ width: 640, height: 480 })
    return window?.getNormalBounds()
  })
  expect(bounds).toEqual({ x: 290, y: 150, width: 640, height: 480 })
  expect(await mainGlobal('resized')).toBe(true)
  await soon(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([640, 480])
})

test('a window is minimized, maximized and restored, and knows it', async () => {
  const states = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) return []
    const state = () => [window.isMinimized(), window.isMaximized(), window.getBounds().width]
    window.minimize()
    const minimized = state()
    window.restore()
    window.maximize()
    const maximized = state()
    window.unmaximize()
    return [minimized, maximized, state()]
  })
  expect(states).toEqual([
    [true, false, 640],
    [false, true, 1280],
    [false, false, 640],
  ])
})

test('dialogs are recorded and answered by the test, in either of two ways', async () => {
  const answers = await app.evaluate(async ({ dialog }) => {
    const recorded = dialog as unknown as RecordedDialogs
    recorded.answers.push({ canceled: false, filePaths: ['/a'] })
    const open = await dialog.showOpenDialog({ title: 'Open' })
    const unanswered = await dialog.showOpenDialog({})
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: '/b' })
    const save = await dialog.showSaveDialog({})
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

test('menu items can be found and clicked', async () => {
  const clicked = await app.evaluate(({ Menu }) => {
    let count = 0
    const item = { id: 'activate', label: 'Activate…', click: () => (count += 1) }
    Menu.setApplicationMenu(Menu.buildFromTemplate([{ label: 'License', submenu: [item] }]))
    Menu.getApplicationMenu()?.getMenuItemById('activate')?.click()
    return count
  })
  expect(clicked).toBe(1)
})

test('addresses fail to load as in Electron, and nobody need listen (issue 12.18)', async () => {
  const failures = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    void window.loadURL('nowhere')
    const failure = (url: string) =>
      window.loadURL(url).then(
        () => null,
        (error: unknown) => {
          const { message, code, errno } = error as Error & { code: string; errno: number }
          return [message.slice(0, 60), code, errno]
        },
      )
    const dataUrl = (length: number) => 'data:text/html,'.padEnd(length, 'x')
    const found = [
      await failure('nowhere'),
      await failure('http://127.0.0.1:9/'),
      await failure(dataUrl(2 * 1024 * 1024 + 1)),
      await failure(dataUrl(1_000_000)),
    ]
    window.destroy()
    return found
  })
  expect(failures).toEqual([
    ["ERR_INVALID_URL (-300) loading 'nowhere'", 'ERR_INVALID_URL', -300],
    ["ERR_UNSAFE_PORT (-312) loading 'http://127.0.0.1:9/'", 'ERR_UNSAFE_PORT', -312],
    [expect.stringMatching(/^ERR_INVALID_URL \(-300\) loading 'data:/), 'ERR_INVALID_URL', -300],
    null,
  ])
})

test('a mailto link is announced, and then the session decides (issue 12.18)', async () => {
  await app.evaluate(({ BrowserWindow, session }) => {
    const heard: unknown[] = []
    Object.assign(globalThis, { heard })
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.on('will-navigate', ({ url }) => heard.push(url))
    session.defaultSession.setPermissionRequestHandler((_contents, permission, decide) => {
      heard.push(permission)
      decide(false)
    })
  })
  await page.evaluate(`void (location.href = 'mailto:help@activation.example?subject=Seat')`)
  await soon(() => mainGlobal('heard')).toEqual([
    'mailto:help@activation.example?subject=Seat',
    'openExternal',
  ])
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

test('errors of evaluate carry what the app has printed', async () => {
  await expect(app.evaluate(() => Promise.reject(new RangeError('too far')))).rejects.toThrow(
    /RangeError: too far[^]*the app says hello/,
  )
})

test('a window that is gone refuses to be used, as in Electron', async () => {
  const outcome = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    const contents = window.webContents
    const closed = new Promise((resolve) => window.once('closed', () => resolve(undefined)))
    window.destroy()
    await closed
    const attempt = (use: () => unknown) => {
      try {
        return String(use())
      } catch (error) {
        return String(error)
      }
    }
    return [
      window.isDestroyed(),
      contents.isDestroyed(),
      attempt(() => window.webContents),
      attempt(() => contents.send('x')),
      BrowserWindow.getAllWindows().length,
    ]
  })
  expect(outcome).toEqual([true, true, ...Array<string>(2).fill('TypeError: Object has been destroyed'), 1])
})
