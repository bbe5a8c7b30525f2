// A page that ends, hangs or loses its graphics: logged, told, and loaded again when the person wants it, for a while.
import { app, dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Messages } from '#shared/messages/messages.ts'

type Words = Messages['start']['trouble']

/** So many ends of the page in so many milliseconds are a loop, which another load would only go on with. */
const LOOP = { ends: 3, within: 5 * 60_000 }

/** The one reason of Electron's that is no fault. Also “killed” may be somebody else's: a system that is out of memory. */
const CLOSED = 'clean-exit'

/** SECURITY: nothing of the page is believed to be left; its calls go on in this process. docs/SECURITY.md#recovery */
export function recoverPage(window: BrowserWindow, words: Words): void {
  const { webContents: contents } = window
  const ask = (options: MessageBoxOptions) =>
    dialog.showMessageBox(window, { type: 'error', noLink: true, ...options })
  let ends: number[] = []
  /** Stands for one end: the page that is loaded next may end by itself. */
  let endedByUs = false

  contents.on('render-process-gone', (_, { reason, exitCode }) => {
    console.error(`the page has ended: ${reason} (${exitCode})`)
    if (reason === CLOSED) return
    if (endedByUs) {
      endedByUs = false
      return
    }
    const now = Date.now()
    ends = [...ends, now].filter((end) => end > now - LOOP.within)
    const again = ends.length < LOOP.ends
    const options = again
      ? { message: words.ended, detail: words.endedDetail, buttons: [words.load, words.quit] }
      : { message: words.endsAgain, detail: words.endsAgainDetail, buttons: [words.quit] }
    void ask({ ...options, defaultId: 0 }).then(({ response }) => {
      if (window.isDestroyed()) return
      if (again && response === 0) contents.reload()
      else app.quit()
    })
  })

  contents.on('did-finish-load', () => (endedByUs = false))

  let answers: AbortController | null = null
  contents.on('unresponsive', () => {
    if (answers) return
    console.error('the page does not answer')
    const { signal } = (answers = new AbortController())
    const options = { message: words.hangs, detail: words.hangsDetail, buttons: [words.wait, words.load] }
    void ask({ ...options, type: 'warning', defaultId: 0, cancelId: 0, signal }).then(({ response }) => {
      answers = null
      if (response !== 1 || signal.aborted || window.isDestroyed()) return
      endedByUs = true
      contents.forcefullyCrashRenderer()
      contents.reload()
    })
  })
  contents.on('responsive', () => {
    console.error('the page answers again')
    answers?.abort()
  })
}

/** Chromium starts its helpers anew by itself; the graphics may leave a window blank, which is told once. */
export function tellGraphicsLoss(windowNow: () => BrowserWindow | null, words: Words): void {
  let told = false
  app.on('child-process-gone', (_, { type, reason, exitCode }) => {
    console.error(`a process of the app has ended: ${type}, ${reason} (${exitCode})`)
    const window = windowNow()
    if (type !== 'GPU' || reason === CLOSED || told || window === null) return
    told = true
    const options = {
      message: words.graphics,
      detail: words.graphicsDetail,
      buttons: [words.goOn, words.load],
    }
    void dialog
      .showMessageBox(window, { type: 'warning', noLink: true, defaultId: 0, cancelId: 0, ...options })
      .then(({ response }) => {
        if (response === 1 && !window.isDestroyed()) window.webContents.reload()
      })
  })
}
