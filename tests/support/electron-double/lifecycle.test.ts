/** How apps on the double start and end: each test with a tiny app of its own. */
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { AppExited } from './double-process.ts'
import { type ElectronApp, launchDouble, type LaunchOptions } from './launch.ts'
import { makeTinyApp, type TinyApp, windowMain } from './tiny-app.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })
const soon = <T>(value: () => T) => expect.poll(value, { timeout: 10_000, interval: 20 })

function tinyApp(main: string): TinyApp {
  const tiny = makeTinyApp(main)
  onTestFinished(() => tiny[Symbol.dispose]())
  return tiny
}

async function launch(options: LaunchOptions): Promise<ElectronApp> {
  const app = await launchDouble(options)
  onTestFinished(() => app.close())
  return app
}

const endOf = (options: LaunchOptions) =>
  launch(options).then(
    () => Promise.reject(new Error('The app did not end while it was starting')),
    (error: unknown) => error as AppExited,
  )

const faultsIn = (app: ElectronApp) =>
  app.evaluate(({ app: electronApp }) => (electronApp as unknown as { faults: string[] }).faults)
const faultsOf = async (main: string) => faultsIn(await launch(tinyApp(main).options))

test('an error of the main module is shown, and the app goes on without what it had not done (issue 12.18)', async () => {
  const app = await launch(tinyApp(`console.log('so far'); throw new TypeError('no vendor profile')`).options)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  expect(app.output()).toMatch(/so far[^]*App threw an error during load[^]*TypeError: no vendor profile/)
})

test.each([
  ['a rejection that nobody handles', `app.whenReady().then(() => { throw new Error('lost') })`],
  ['a throw in a listener', `app.on('ready', () => { throw new Error('lost') })`],
  ['a throw in a timer', `setTimeout(() => { throw new Error('lost') })`],
])('%s keeps the app alive, and is recorded (issue 12.18)', async (_, main) => {
  const app = await launch(tinyApp(`import { app } from 'electron'; ${main}`).options)
  await soon(() => faultsIn(app)).toEqual([expect.stringContaining('Error: lost')])
  expect(app.output()).toContain('Error: lost')
  expect(app.process().exitCode).toBeNull()
})

test('an app that listens for uncaught errors gets them, and no dialog is shown', async () => {
  const main = `process.on('uncaughtException', (error) => console.log('caught', error.message))
    setTimeout(() => { throw new Error('mine') })`
  const app = await launch(tinyApp(main).options)
  await soon(() => app.output()).toContain('caught mine')
  expect(await app.evaluate(({ dialog }) => (dialog as unknown as { calls: unknown[] }).calls)).toEqual([])
})

test('a window with a throw in its close listener closes all the same', async () => {
  const app = await launch(tinyApp(`${windowMain}; app.on('window-all-closed', () => {})`).options)
  await app.firstWindow()
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.on('close', () => {
      throw new Error('disk full')
    })
    window?.close()
  })
  const count = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  await soon(count).toBe(0)
  expect((await faultsIn(app)).join()).toContain('Error: disk full')
})

test('events can be withheld, and there may be more than one display (issue 12.18)', async () => {
  const env = { DOUBLE_WITHHELD: 'ready-to-show', DOUBLE_DISPLAYS: '1280x800+0+0,1920x1080+1280-200' }
  const app = await launch({ ...tinyApp(windowMain).options, env })
  const page = await app.firstWindow()
  await page.locator('html[data-ready=yes]').waitFor()
  const seen = await app.evaluate(({ BrowserWindow, screen }) => {
    const matching = (x: number, y: number) => screen.getDisplayMatching({ x, y, width: 100, height: 100 }).id
    return {
      visible: BrowserWindow.getAllWindows()[0]?.isVisible(),
      displays: screen.getAllDisplays().map(({ bounds }) => bounds),
      matching: [matching(10, 10), matching(1230, 0), matching(1231, 0), matching(9000, 0)],
    }
  })
  expect(seen).toEqual({
    visible: false,
    displays: [
      { x: 0, y: 0, width: 1280, height: 800 },
      { x: 1280, y: -200, width: 1920, height: 1080 },
    ],
    matching: [1, 1, 2, 1],
  })
})

test('a window that is resized and destroyed at once kills nothing (issue 12.18)', async () => {
  const app = await launch(tinyApp(`import 'electron'`).options)
  const gone = await app.evaluate(async ({ app: electronApp, BrowserWindow, nativeTheme }) => {
    electronApp.on('window-all-closed', () => undefined)
    const window = new BrowserWindow({ show: false })
    const loading = window.loadURL('data:text/html,x').then(
      () => 'loaded',
      (error: unknown) => (error as Error).message,
    )
    window.setBounds({ width: 500 })
    nativeTheme.themeSource = 'dark'
    window.destroy()
    // Whether the page was there before the window went is for the two to settle.
    const outcome = await loading
    return [window.isDestroyed(), BrowserWindow.getAllWindows().length, outcome]
  })
  expect(gone.slice(0, 2)).toEqual([true, 0])
  expect(['loaded', "ERR_FAILED (-2) loading 'data:text/html,x'"]).toContain(gone[2])
  expect(await faultsIn(app)).toEqual([])
})

test('a top-level await of whenReady deadlocks, and is named', async () => {
  const { options } = tinyApp(`import { app } from 'electron'; await app.whenReady()`)
  expect((await endOf(options)).message).toContain('top-level `await app.whenReady()` deadlocks in Electron')
})

test('importing a member of Electron that the double lacks is no error; using it is', async () => {
  const main = `import { autoUpdater } from 'electron'; autoUpdater.checkForUpdates()`
  expect(await faultsOf(main)).toEqual([
    expect.stringContaining('electron-double: autoUpdater.checkForUpdates is not implemented'),
  ])
})

test('what Electron refuses before ready is refused', async () => {
  expect(await faultsOf(`import { BrowserWindow } from 'electron'; new BrowserWindow()`)).toEqual([
    expect.stringContaining('Cannot create BrowserWindow before app is ready'),
  ])
})

test('an app that quits while it loads never gets a window', async () => {
  const { options } = tinyApp(`${windowMain}; app.on('quit', () => console.log('quit heard')); app.quit()`)
  const end = await endOf(options)
  expect(end.exitCode).toBe(0)
  expect(end.message).toContain('quit heard')
})

test('an app that listens for window-all-closed stays, until it exits with a code of its own', async () => {
  const app = await launch(tinyApp(`${windowMain}; app.on('window-all-closed', () => {})`).options)
  await app.firstWindow()
  const left = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const closed = new Promise((resolve) => electronApp.once('window-all-closed', () => resolve(undefined)))
    BrowserWindow.getAllWindows()[0]?.close()
    await closed
    return BrowserWindow.getAllWindows().length
  })
  expect(left).toBe(0)
  await app.evaluate(({ app: electronApp }) => electronApp.exit(7))
  expect(await app.exited).toBe(7)
})

test('a window can prevent being closed, and with it the end of the app', async () => {
  const app = await launch(tinyApp(windowMain).options)
  await app.firstWindow()
  const left = await app.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const prevented = new Promise((resolve) =>
      window?.once('close', (event) => {
        event.preventDefault()
        resolve(undefined)
      }),
    )
    electronApp.quit()
    await prevented
    return BrowserWindow.getAllWindows().length
  })
  expect(left).toBe(1)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await app.exited).toBe(0) // the last window has closed, and nobody listens for that
})

test('an app ends in the order of Electron', async () => {
  const events = ['before-quit', 'will-quit', 'quit', 'window-all-closed']
  const main = `${windowMain}
    for (const name of ${JSON.stringify(events)}) app.on(name, () => console.log('<' + name + '>'))
    app.on('browser-window-created', (event, window) => window.on('closed', () => console.log('<closed>')))`
  const app = await launch(tinyApp(main).options)
  await app.firstWindow()
  await app.close()
  expect(app.output().match(/<.*>/g)).toEqual(['<before-quit>', '<closed>', '<will-quit>', '<quit>'])
})

test('a second instance is turned away, and the first one hears its arguments', async () => {
  const main = `import { app } from 'electron'
    if (app.requestSingleInstanceLock({ from: process.argv.at(-1) })) globalThis.first = true
    else app.quit()
    app.on('second-instance', (event, argv, folder, data) => { globalThis.second = { argv, folder, data } })`
  const { options, dir, userData } = tinyApp(main)
  const app = await launch(options)
  const end = await endOf({ ...options, args: [...options.args, 'open-license.lic'] })
  expect(end.exitCode).toBe(0)
  await soon(() => app.evaluate(() => (globalThis as unknown as { second: unknown }).second)).toEqual({
    argv: [process.execPath, dir, `--user-data-dir=${userData}`, 'open-license.lic'],
    folder: process.cwd(),
    data: { from: 'open-license.lic' },
  })
})

test('the lock of a killed app is free', async () => {
  const main = `import { app } from 'electron'; globalThis.held = app.requestSingleInstanceLock()`
  const { options, userData } = tinyApp(main)
  const lock = join(userData, 'SingletonLock')
  mkdirSync(userData)
  symlinkSync(String(spawnSync(process.execPath, ['--version']).pid), lock)
  const app = await launch(options)
  expect(await app.evaluate(() => (globalThis as unknown as { held: boolean }).held)).toBe(true)
  await app.close()
  expect(lstatSync(lock, { throwIfNoEntry: false })).toBeUndefined()
})

test('a packaged app knows that it is, and its own arguments', async () => {
  const { options, dir } = tinyApp(`import 'electron'`)
  const app = await launch({ ...options, args: ['--lang=de', 'file.lic'], env: { DOUBLE_PACKAGED: '1' } })
  const facts = await app.evaluate(({ app: electronApp }) => ({
    packaged: electronApp.isPackaged,
    path: electronApp.getAppPath(),
    locale: electronApp.getLocale(),
    args: process.argv.slice(1),
    userData: electronApp.getPath('userData'),
  }))
  expect(facts).toMatchObject({ packaged: true, path: dir, locale: 'de', args: ['--lang=de', 'file.lic'] })
  await app.close()
  expect(existsSync(facts.userData)).toBe(false) // temporary, because none was given
})

test('a preload that fails is reported to the app', async () => {
  const main = `${windowMain}
    app.on('web-contents-created', (event, contents) =>
      contents.on('preload-error', (event, path, error) => console.log(path, error.message)))`
  const { options, dir } = tinyApp(main)
  writeFileSync(`${dir}/preload.cjs`, `const {`)
  const app = await launch(options)
  await app.firstWindow()
  await soon(() => app.output()).toMatch(/preload\.cjs Error: SyntaxError/)
})
