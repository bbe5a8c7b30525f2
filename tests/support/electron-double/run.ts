/** Runs an Electron app on the double: `node run.ts <folder of the app> [arguments of the app]`. */
import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { redirectElectron } from '../electron-import.ts'
import { app } from './api/app.ts'
import { Menu } from './api/menu.ts'
import { browserStarts, launchBrowser } from './chromium/browser.ts'
import { routeRequests } from './chromium/request-router.ts'
import { serveTest } from './driver.ts'
import { surviveFaults } from './faults.ts'
import { appDir, appPackage, disguiseProcess } from './launch-arguments.ts'
import { lifecycle } from './lifecycle.ts'
import { watchForDeadlock } from './startup-deadlock.ts'

async function run(): Promise<void> {
  disguiseProcess()
  surviveFaults()
  redirectElectron(new URL('./electron.ts', import.meta.url).href)
  changeWaits(Number(process.env['DOUBLE_OVER_AT_ONCE']), Number(process.env['DOUBLE_NEVER_OVER']))
  const endDeadlockWatch = watchForDeadlock()
  await loadMain()
  endDeadlockWatch()
  if (isEnding()) return
  process.exit = (code) => app.exit(Number(code ?? process.exitCode ?? 0)) as never

  browserStarts(routeRequests)
  const browserAddress = process.env['DOUBLE_PAGES_UNSEEN'] ? '' : await launchBrowser()
  if (isEnding()) return
  process.on('SIGTERM', () => app.quit())
  process.on('SIGINT', () => app.quit())
  lifecycle.ready = true
  app.emit('will-finish-launching')
  Menu.setDefault()
  app.emit('ready', {}, {})
  await setImmediate() // what waited for whenReady has gone on, and may have ended the app
  if (lifecycle.exiting) return
  serveTest(browserAddress)
}

const LONGEST_WAIT = 2 ** 31 - 1

/** The app's waits of so many milliseconds: no test sits through the one, and no slow machine ends the other. */
function changeWaits(overAtOnce: number, neverOver: number): void {
  const real = globalThis.setTimeout
  const instead = new Map([
    [overAtOnce, 0],
    [neverOver, LONGEST_WAIT],
  ])
  const changed = (work: () => void, milliseconds = 0, ...args: []) =>
    real(work, instead.get(milliseconds) ?? milliseconds, ...args)
  globalThis.setTimeout = Object.assign(changed, real)
}

async function loadMain(): Promise<void> {
  try {
    await import(pathToFileURL(resolve(appDir, appPackage.main ?? 'index.js')).href)
  } catch (error) {
    console.error('App threw an error during load')
    queueMicrotask(() => {
      throw error // and the app goes on, without what the module had not done yet
    })
  }
}

const isEnding = () => lifecycle.quitting || lifecycle.exiting

// Not awaited here: a main module that never finishes would make this one unfinished too (startup-deadlock.ts).
void run()
