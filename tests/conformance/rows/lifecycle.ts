// How an app ends, who is asked and told meanwhile, and what a second start of it tells the first.
import { type Area, type Life, type LifeRow, row } from '../row.ts'

const of = (life: Life, told: string, says: string, from: string, expected: unknown): LifeRow => ({
  says,
  from,
  expected,
  life,
  told,
})

const WINDOW = `
void app.whenReady().then(() => {
  globalThis.window = new BrowserWindow({ show: false })
  for (const name of ['close', 'closed']) window.on(name, () => tell('event', name))
})`

const exits: Life = { main: `${WINDOW}; globalThis.end = () => app.exit(7)`, begin: 'end()' }
const ends: Life = {
  main: `process.on('exit', (code) => tell('event', 'exit ' + code))`,
  begin: 'process.exit(4)',
}
const closes: Life = { main: WINDOW, begin: 'window.close()' }
const terminated: Life = { main: WINDOW, begin: `process.kill(process.pid, 'SIGTERM')` }
const early: Life = {
  main: `
import { dialog, Notification, session } from 'electron'
const tried = (what, call) => {
  try { call(); tell('early', what) } catch (error) { tell('early', error.message) }
}
tried('dialog', () => dialog.showMessageBox({ message: 'x' }))
tried('Notification', () => new Notification({ title: 'x' }))
tried('session', () => session.defaultSession)
${WINDOW}; globalThis.end = () => app.exit(0)`,
  begin: 'end()',
}
const locked: Life = {
  main: `
const given = process.argv.includes('--some-switch') ? [[2, 3, 4]] : []
const first = app.requestSingleInstanceLock(...given)
tell('lock', first)
if (!first) app.exit(1)
let heard = 0
app.on('second-instance', (event, argv, folder, data) => {
  tell('argv', argv.filter((argument) => argument.includes('some-')))
  tell('folder', folder === process.cwd())
  tell('data', data)
  if ((heard += 1) === 2) app.quit()
})`,
  seconds: [[], ['--some-switch', 'some-arg']],
}

export const lifecycle: Area = {
  area: 'lifecycle',
  rows: [
    row(
      'quit asks before-quit, closes the windows, and asks will-quit',
      'docs/api/app.md:518',
      ['before-quit', 'close', 'closed', 'will-quit'],
      async ({ app, BrowserWindow }, kit) => {
        const window = new BrowserWindow({ show: false })
        const heard = kit.heard(app, 'before-quit', 'will-quit', 'window-all-closed')
        for (const name of ['close', 'closed'] as const)
          window.on(name as 'close', () => void heard.push(name))
        await kit.quitAsFarAsWillQuit(app)
        return heard
      },
    ),
    row(
      'before-quit that is prevented asks nobody else',
      'docs/api/app.md:68',
      ['before-quit', 'before-quit', 'close', 'will-quit'],
      async ({ app, BrowserWindow }, kit) => {
        const window = new BrowserWindow({ show: false })
        const heard = kit.heard(app, 'before-quit', 'will-quit')
        window.on('close', () => void heard.push('close'))
        app.once('before-quit', (event) => event.preventDefault())
        app.quit()
        await kit.quitAsFarAsWillQuit(app)
        return heard
      },
    ),
    row(
      'a window that stays ends the quitting, and another can follow',
      'shell/browser/browser.cc:311',
      ['before-quit', 'close', 'before-quit', 'close', 'will-quit'],
      async ({ app, BrowserWindow }, kit) => {
        const window = new BrowserWindow({ show: false })
        const heard = kit.heard(app, 'before-quit', 'will-quit')
        window.on('close', () => void heard.push('close'))
        window.once('close', (event) => event.preventDefault())
        const asked = kit.next(window, 'close')
        app.quit()
        await asked
        await kit.quitAsFarAsWillQuit(app)
        return heard
      },
    ),
    row(
      'every window is asked, also after one that stays',
      'shell/browser/window_list.cc:86',
      [false, true],
      async ({ app, BrowserWindow }, kit) => {
        const [first, second] = [new BrowserWindow({ show: false }), new BrowserWindow({ show: false })]
        first.on('close', (event) => event.preventDefault())
        const closed = kit.next(second, 'closed')
        app.quit()
        await closed
        return [first.isDestroyed(), second.isDestroyed()]
      },
    ),
    row(
      'a page that keeps its window keeps the app',
      'docs/api/app.md:523',
      ['before-quit', 'will-prevent-unload', 'before-quit', 'will-quit'],
      async ({ app }, kit) => {
        const window = await kit.open()
        await kit.page(`window.onbeforeunload = () => false; 1`, window.webContents)
        const heard = kit.heard(app, 'before-quit', 'will-quit')
        const kept = kit.next(window.webContents, 'will-prevent-unload')
        app.quit()
        await kept
        heard.push('will-prevent-unload')
        await kit.page('1', window.webContents) // it is kept after the listeners
        const destroyed = kit.next(window, 'closed')
        window.destroy()
        await destroyed
        await kit.quitAsFarAsWillQuit(app)
        return heard
      },
    ),
    row(
      'window-all-closed comes with the last window, seen or not',
      'spec/api-app-spec.ts:2553',
      ['first', 'window-all-closed'],
      async ({ app, BrowserWindow }, kit) => {
        for (const other of BrowserWindow.getAllWindows()) other.destroy()
        const [shown, hidden] = [new BrowserWindow({ show: true }), new BrowserWindow({ show: false })]
        const heard = kit.heard(app, 'window-all-closed')
        const closed = kit.next(shown, 'closed')
        shown.close()
        await closed
        heard.push('first')
        const all = kit.next(app, 'window-all-closed')
        hidden.close()
        await all
        return heard
      },
    ),
    of(closes, 'event', 'the last window ends an app that does not listen', 'spec/api-app-spec.ts:2548', [
      'close',
      'closed',
      'before-quit',
      'will-quit',
      'quit 0',
    ]),
    of(closes, 'exit code', 'it ends with 0', 'spec/api-app-spec.ts:2548', 0),
    of(exits, 'event', 'exit asks nobody, and closes the windows', 'docs/api/app.md:532', [
      'closed',
      'quit 7',
    ]),
    of(exits, 'exit code', 'it ends with the code that was given', 'docs/api/app.md:530', 7),
    of(ends, 'event', 'process.exit is exit', 'lib/browser/init.ts:85', ['quit 4', 'exit 4']),
    of(ends, 'exit code', 'process.exit ends with its code', 'lib/browser/init.ts:82', 4),
    of(
      early,
      'early',
      'no dialog, notification or session before the app is ready',
      'lib/browser/api/dialog.ts:64',
      [
        'dialog module can only be used after app is ready',
        'Cannot create Notification before app is ready',
        'Session can only be received when app is ready',
      ],
    ),
    ...(process.platform === 'win32'
      ? []
      : [
          of(terminated, 'event', 'SIGTERM quits in order', 'spec/api-app-spec.ts:292', [
            'before-quit',
            'close',
            'closed',
            'will-quit',
            'quit 0',
          ]),
        ]),
    of(locked, 'lock', 'the first start has the lock, later ones do not', 'spec/api-app-spec.ts:324', [
      true,
      false,
      false,
    ]),
    of(locked, 'argv', 'second-instance tells the arguments', 'spec/api-app-spec.ts:379', [
      [],
      ['--some-switch', 'some-arg'],
    ]),
    of(locked, 'folder', 'second-instance tells the working folder', 'docs/api/app.md:489', [true, true]),
    of(
      locked,
      'data',
      'second-instance tells any value of JSON, or null where none was given',
      'spec/api-app-spec.ts:386',
      [null, [2, 3, 4]],
    ),
  ],
}
