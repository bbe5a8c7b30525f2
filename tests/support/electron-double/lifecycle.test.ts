/** How apps on the double start and end: each test with a tiny app of its own. */
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { AppExited } from './double-process.ts'
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

test('an error of the main module is reported, with its output', async () => {
  const { options } = tinyApp(`console.log('so far'); throw new TypeError('no vendor profile')`)
  const end = await endOf(options)
  expect(end).toBeInstanceOf(AppExited)
  expect(end.exitCode).toBe(1)
  expect(end.message).toMatch(/so far[^]*App threw an error during load[^]*TypeError: no vendor profile/)
})

test('a top-level await of whenReady deadlocks, and is named', async () => {
  const { options } = tinyApp(`import { app } from 'electron'; await app.whenReady()`)
  expect((await endOf(options)).message).toContain('top-level `await app.whenReady()` deadlocks in Electron')
})

test('importing a member of Electron that the double lacks is no error; using it is', async () => {
  const { options } = tinyApp(`import { autoUpdater } from 'electron'; autoUpdater.checkForUpdates()`)
  expect((await endOf(options)).message).toContain(
    'electron-double: autoUpdater.checkForUpdates is not implemented',
  )
})

test('what Electron refuses before ready is refused', async () => {
  const { options } = tinyApp(`import { BrowserWindow } from 'electron'; new BrowserWindow()`)
  expect((await endOf(options)).message).toContain('Cannot create BrowserWindow before app is ready')
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
