/** How the double starts, and what it survives: what an app sees of its life is in tests/conformance/rows/lifecycle.ts. */
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { AppExited } from './double-process.ts'
import { type ElectronApp, launchDouble, type LaunchOptions } from './launch.ts'
import { makeTinyApp, type TinyApp } from './tiny-app.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
const soon = <T>(value: () => T) => expect.poll(value, { timeout: 30_000, interval: 20 })

function tinyApp(main: string): TinyApp {
  const tiny = makeTinyApp(main)
  onTestFinished(() => tiny[Symbol.dispose]())
  return tiny
}

async function launch(options: LaunchOptions): Promise<ElectronApp> {
  const app = await launchDouble({ ...options, pagesUnseen: true })
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

test('an app goes on after each error that nobody caught, which is shown or printed (issue 12.18)', async () => {
  const main = `
    import { app, autoUpdater, BrowserWindow } from 'electron'
    app.on('window-all-closed', () => undefined)
    void app.whenReady().then(() => { throw new Error('in a rejection') })
    app.on('ready', () => { throw new Error('in a listener') })
    setTimeout(() => { throw new Error('in a timer') })
    setTimeout(() => autoUpdater.checkForUpdates())
    console.log('so far')
    new BrowserWindow()
    globalThis.done = true`
  const app = await launch(tinyApp(main).options)
  await soon(() => faultsIn(app)).toHaveLength(5)
  const faults = (await faultsIn(app)).join('\n')
  expect(faults).toContain('Error: in a rejection')
  expect(faults).toContain('Error: in a listener')
  expect(faults).toContain('Error: in a timer')
  expect(faults).toContain('electron-double: autoUpdater.checkForUpdates is not implemented')
  expect(faults).toContain('Cannot create BrowserWindow before app is ready')
  expect(app.output()).toMatch(/so far[^]*App threw an error during load/)
  expect(app.output()).toContain('Error: in a timer')

  // What had not been done is not done, and all the rest works.
  const left = await app.evaluate(async ({ BrowserWindow, nativeTheme }) => {
    const window = new BrowserWindow({ show: false })
    window.on('close', () => {
      throw new Error('in a close')
    })
    const closed = new Promise((resolve) => window.once('closed', () => resolve(undefined)))
    window.close()
    await closed
    const other = new BrowserWindow({ show: false })
    void other.loadURL('data:text/html,x')
    other.setBounds({ width: 500 })
    nativeTheme.themeSource = 'dark'
    other.destroy()
    return [BrowserWindow.getAllWindows().length, other.isDestroyed(), 'done' in globalThis]
  })
  expect(left).toEqual([0, true, false])
  expect((await faultsIn(app)).slice(5)).toEqual([expect.stringContaining('Error: in a close')])
})

test('an app that listens for uncaught errors gets them; events are withheld, displays are given (issue 12.18)', async () => {
  const main = `process.on('uncaughtException', (error) => console.log('caught', error.message))
    setTimeout(() => { throw new Error('mine') })`
  const env = { DOUBLE_WITHHELD: 'hide,blur', DOUBLE_DISPLAYS: '1280x800+0+0,1920x1080+1280-200' }
  const app = await launch({ ...tinyApp(main).options, env })
  await soon(() => app.output()).toContain('caught mine')
  const seen = await app.evaluate(({ dialog, BrowserWindow, screen }) => {
    const heard: string[] = []
    const window = new BrowserWindow()
    for (const name of ['show', 'hide', 'blur'] as const) window.on(name as 'show', () => heard.push(name))
    window.hide()
    window.show()
    return {
      dialogs: (dialog as unknown as { calls: unknown[] }).calls,
      heard,
      displays: screen.getAllDisplays().map(({ bounds }) => bounds),
    }
  })
  expect(seen).toEqual({
    dialogs: [],
    heard: ['show'],
    displays: [
      { x: 0, y: 0, width: 1280, height: 800 },
      { x: 1280, y: -200, width: 1920, height: 1080 },
    ],
  })
})

test('a top-level await of whenReady deadlocks, and is named', async () => {
  const { options } = tinyApp(`import { app } from 'electron'; await app.whenReady()`)
  expect((await endOf(options)).message).toContain('top-level `await app.whenReady()` deadlocks in Electron')
})

test('an app that quits while it loads is never ready', async () => {
  const main = `import { app } from 'electron'
    for (const name of ['ready', 'quit']) app.on(name, () => console.log('<' + name + '>'))
    app.quit()`
  const end = await endOf(tinyApp(main).options)
  expect(end.exitCode).toBe(0)
  expect(end.message.match(/<.*>/g)).toEqual(['<quit>'])
})

test('the lock of a killed app is free, and a packaged app knows itself', async () => {
  const main = `import { app } from 'electron'; globalThis.held = app.requestSingleInstanceLock()`
  const { options, dir, userData } = tinyApp(main)
  const lock = join(userData, 'SingletonLock')
  mkdirSync(userData)
  symlinkSync(String(spawnSync(process.execPath, ['--version']).pid), lock)
  const args = [...options.args, '--lang=de', 'file.lic']
  const app = await launch({ ...options, args, env: { DOUBLE_PACKAGED: '1' } })
  const facts = await app.evaluate(({ app: electronApp }) => ({
    held: (globalThis as unknown as { held: boolean }).held,
    packaged: electronApp.isPackaged,
    path: electronApp.getAppPath(),
    locale: electronApp.getLocale(),
    args: process.argv.slice(2),
  }))
  expect(facts).toEqual({
    held: true,
    packaged: true,
    path: dir,
    locale: 'de',
    args: ['--lang=de', 'file.lic'],
  })
  await app.close()
  expect(lstatSync(lock, { throwIfNoEntry: false })).toBeUndefined()
})

test('without a folder of its own, an app has a temporary one', async () => {
  const app = await launch({ ...tinyApp(`import 'electron'`).options, args: [] })
  const folder = await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))
  expect(existsSync(folder)).toBe(true)
  await app.close()
  expect(existsSync(folder)).toBe(false)
})
