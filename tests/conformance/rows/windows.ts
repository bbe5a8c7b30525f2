// A window of Electron: where it is, in which state, how it ends, and what it shows of its page.
import { type Area, row } from '../row.ts'
import { windowEnds } from './window-ends.ts'
import { windowPlaces } from './window-places.ts'
import { windowStates } from './window-states.ts'

const spec = (line: number) => `spec/api-browser-window-spec.ts:${line}`

export const windows: Area = {
  area: 'BrowserWindow',
  rows: [
    ...windowPlaces,
    ...windowStates,
    ...windowEnds,
    row(
      'it is found by its contents and by its id',
      'docs/api/browser-window.md:476',
      [true, true, null],
      ({ BrowserWindow }) => {
        const window = new BrowserWindow({ show: false })
        return [
          BrowserWindow.fromWebContents(window.webContents) === window,
          BrowserWindow.fromId(window.id) === window,
          BrowserWindow.fromId(100_000),
        ]
      },
    ),
    row(
      'contents are told of before the constructor returns',
      'spec/api-app-spec.ts:698',
      true,
      ({ app, BrowserWindow }) => {
        let told = false
        app.once('web-contents-created', () => (told = true))
        new BrowserWindow({ show: false })
        return told
      },
    ),
    row('ready-to-show comes for about:blank too', spec(520), 'ready-to-show', async (_, kit) => {
      const window = await kit.open({}, '')
      const ready = kit.next(window, 'ready-to-show')
      void window.loadURL('about:blank')
      await ready
      return 'ready-to-show'
    }),
    row(
      'the title is the page’s once that is there',
      'docs/api/browser-window.md:182',
      ['Conformance App', 'Conformance'],
      async (_, kit) => {
        const window = await kit.open({}, '')
        const before = window.getTitle()
        const told = kit.next(window, 'page-title-updated')
        await window.loadURL('app://desk/')
        await told
        await kit.page('1', window.webContents) // the title is set after the listeners
        return [before, window.getTitle()]
      },
    ),
    row('page-title-updated can keep the title', 'docs/api/browser-window.md:182', 'Mine', async (_, kit) => {
      const window = await kit.open({ title: 'Mine' }, '')
      window.on('page-title-updated', (event) => event.preventDefault())
      const told = kit.next(window, 'page-title-updated')
      await window.loadURL('app://desk/')
      await told
      return window.getTitle()
    }),
    row(
      'javascript: false stops the scripts of the page',
      'docs/api/structures/web-preferences.md:43',
      true,
      async (_, kit) => {
        kit.served.set('/scripted', () => kit.html('<script>document.title = "ran"</script>'))
        kit.served.set(
          '/after',
          () => new Response('<title>After</title>', { headers: { 'content-type': 'text/html' } }),
        )
        const window = await kit.open({ webPreferences: { javascript: false } }, '')
        const titles: string[] = []
        window.on('page-title-updated', (_event, title) => void titles.push(title))
        await window.loadURL('app://desk/scripted')
        await window.loadURL('app://desk/after')
        await kit.when(() => titles.includes('After'), window, 'page-title-updated')
        return !titles.includes('ran')
      },
    ),
    row('the background is white where none is given', spec(2137), '#FFFFFF', ({ BrowserWindow }) =>
      new BrowserWindow({ show: false }).getBackgroundColor(),
    ),
  ],
}
