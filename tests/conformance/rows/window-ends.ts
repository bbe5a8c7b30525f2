// How a window closes, and what is left of it.
import { row, type Row } from '../row.ts'

const spec = (line: number) => `spec/api-browser-window-spec.ts:${line}`
const GONE = 'threw Object has been destroyed'

export const windowEnds: readonly Row[] = [
  row(
    'close can be prevented',
    'docs/api/browser-window.md:193',
    [1, false],
    async ({ BrowserWindow }, kit) => {
      const window = new BrowserWindow({ show: false })
      const heard = kit.heard(window, 'close')
      window.on('close', (event) => event.preventDefault())
      const asked = kit.next(window, 'close')
      window.close()
      await asked
      const other = new BrowserWindow({ show: false })
      const closed = kit.next(other, 'closed')
      other.close()
      await closed
      return [heard.length, window.isDestroyed()]
    },
  ),
  row('close tells, then closes', spec(227), ['close', 'closed'], async ({ BrowserWindow }, kit) => {
    const window = new BrowserWindow({ show: false })
    const heard = kit.heard(window, 'close', 'closed')
    const closed = kit.next(window, 'closed')
    window.close()
    await closed
    return heard
  }),
  row('a page can keep its window by beforeunload', spec(238), [true, false], async (_, kit) => {
    const window = await kit.open()
    await kit.page(`window.onbeforeunload = () => false; 1`, window.webContents)
    const kept = Promise.race([
      kit.next(window.webContents, 'will-prevent-unload'),
      kit.next(window, 'closed'),
    ])
    window.close()
    await kept
    return [true, window.isDestroyed()]
  }),
  row('the app can close it all the same', 'spec/api-web-contents-spec.ts:169', true, async (_, kit) => {
    const window = await kit.open()
    await kit.page(`window.onbeforeunload = () => false; 1`, window.webContents)
    window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
    const closed = kit.next(window, 'closed')
    window.close()
    await closed
    return window.isDestroyed()
  }),
  row(
    'destroy asks nobody, and is at once',
    'docs/api/browser-window.md:657',
    [true, ['closed']],
    async ({ BrowserWindow }, kit) => {
      const window = new BrowserWindow({ show: false })
      const heard = kit.heard(window, 'close', 'closed')
      const closed = kit.next(window, 'closed')
      window.destroy()
      const atOnce = window.isDestroyed()
      await closed
      return [atOnce, heard]
    },
  ),
  row('the id of a window that has gone can be read', spec(220), 'number', ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    window.destroy()
    return typeof window.id
  }),
  row('a window that has gone refuses the rest', spec(377), [GONE, GONE], async ({ BrowserWindow }, kit) => {
    const window = new BrowserWindow({ show: false })
    const { webContents } = window
    window.destroy()
    return [
      await kit.tried(() => window.getBounds()),
      await kit.tried(() => (webContents.isDestroyed() ? window.webContents.id : 0)),
    ]
  }),
  row(
    'the contents that an app has kept know that they are gone',
    spec(377),
    true,
    async ({ BrowserWindow }, kit) => {
      const window = new BrowserWindow({ show: false })
      const { webContents } = window
      const gone = kit.next(webContents, 'destroyed')
      window.close()
      await gone
      return webContents.isDestroyed()
    },
  ),
]
