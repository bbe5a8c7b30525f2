// What a page asks to be opened beside it.
import { type Area, type Row, row } from '../row.ts'

/** What the handler is told; everything is denied. `click`: a press of the mouse on the page's link, with modifiers. */
const opened = (
  says: string,
  from: string,
  expected: unknown,
  code: string,
  click?: readonly string[],
): Row => ({
  ...row(says, from, expected, async (_, kit, arg: { code: string; click?: string[] }) => {
    const big = 'display: block; position: fixed; inset: 0'
    kit.served.set('/links', () => kit.html(`<a href="https://x.example/help" style="${big}">x</a>`))
    const window = await kit.open({ show: true }, 'app://desk/links')
    const asked = new Promise<Electron.HandlerDetails>((resolve) =>
      window.webContents.setWindowOpenHandler((details) => {
        resolve(details)
        return { action: 'deny' }
      }),
    )
    await kit.page(`${arg.code}; 1`, window.webContents)
    if (arg.click)
      for (const type of ['mouseDown', 'mouseUp'] as const)
        window.webContents.sendInputEvent({
          type,
          x: 10,
          y: 10,
          button: 'left',
          clickCount: 1,
          modifiers: arg.click as never,
        })
    const { url, frameName, disposition } = await asked
    return [url, frameName, disposition]
  }),
  arg: { code, click },
})

const LINK = `document.querySelector('a')`

export const windowOpen: Area = {
  area: 'window.open',
  rows: [
    opened(
      'the handler is told address, name and disposition',
      'spec/guest-window-manager-spec.ts:142',
      ['https://x.example/', 'name1', 'foreground-tab'],
      `open('https://x.example', 'name1')`,
    ),
    opened(
      'features make it a window of its own',
      'spec/guest-window-manager-spec.ts:142',
      ['https://x.example/b', '', 'new-window'],
      `open('https://x.example/b', '', 'width=200,height=100')`,
    ),
    opened(
      'a link with a target asks the handler',
      'spec/guest-window-manager-spec.ts:86',
      ['https://x.example/help', '', 'foreground-tab'],
      `Object.assign(${LINK}, { target: '_blank', rel: 'noreferrer' })`,
      [],
    ),
    opened(
      'a press with Shift asks the handler',
      'spec/guest-window-manager-spec.ts:107',
      ['https://x.example/help', '', 'new-window'],
      '0',
      ['shift'],
    ),
    opened(
      'a press with Ctrl asks the handler',
      'docs/api/web-contents.md:1477',
      ['https://x.example/help', '', 'background-tab'],
      '0',
      [process.platform === 'darwin' ? 'meta' : 'control'],
    ),
    row(
      'what is denied is null to the page',
      'spec/guest-window-manager-spec.ts:317',
      [true, 1],
      async ({ BrowserWindow }, kit) => {
        const { webContents } = await kit.open()
        webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
        const before = BrowserWindow.getAllWindows().length
        const answer = await kit.page(`open('https://x.example') === null`, webContents)
        return [answer, BrowserWindow.getAllWindows().length - before + 1]
      },
    ),
    row(
      'features are told as the page wrote them',
      'spec/guest-window-manager-spec.ts:142',
      'top=10,left=10',
      async (_, kit) => {
        const { webContents } = await kit.open()
        const asked = new Promise<string>((resolve) =>
          webContents.setWindowOpenHandler(({ features }) => {
            resolve(features)
            return { action: 'deny' }
          }),
        )
        await kit.page(`open('https://x.example/', 'f', 'top=10,left=10'); 1`, webContents)
        return asked
      },
    ),
    row(
      'without a handler a window opens',
      'docs/api/window-open.md:38',
      true,
      async ({ BrowserWindow }, kit) => {
        const { webContents } = await kit.open()
        const before = BrowserWindow.getAllWindows().length
        const opened = await kit.page(`open('/') !== null`, webContents)
        return opened === true && BrowserWindow.getAllWindows().length > before
      },
    ),
  ],
}
