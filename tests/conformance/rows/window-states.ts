// Whether a window is seen, has the focus, and fills the display.
import { row, type Row } from '../row.ts'

const spec = (line: number) => `spec/api-browser-window-spec.ts:${line}`

export const windowStates: readonly Row[] = [
  row('show: false is not visible, and show makes it so', spec(1421), [false, true], ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    const before = window.isVisible()
    window.show()
    return [before, window.isVisible()]
  }),
  row('hide makes it invisible', spec(1430), false, ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: true })
    window.hide()
    return window.isVisible()
  }),
  row('hide is told', spec(1435), 'hide', async ({ BrowserWindow }, kit) => {
    const window = new BrowserWindow({ show: true })
    const told = kit.next(window, 'hide')
    window.hide()
    await told
    return 'hide'
  }),
  row('focus does not show a hidden window', spec(1544), false, ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    window.focus()
    return window.isVisible()
  }),
  row(
    'a hidden window takes no focus from a shown one',
    spec(1544),
    [true, false, true],
    async ({ BrowserWindow }, kit) => {
      const shown = new BrowserWindow({ show: true })
      shown.focus()
      await kit.when(() => shown.isFocused(), shown, 'focus')
      const hidden = new BrowserWindow({ show: false })
      return [shown.isFocused(), hidden.isFocused(), BrowserWindow.getFocusedWindow()?.id === shown.id]
    },
  ),
  row(
    'focus of a hidden window takes none from a shown one',
    spec(1544),
    [true, false],
    async ({ BrowserWindow }, kit) => {
      const shown = new BrowserWindow({ show: true })
      shown.focus()
      await kit.when(() => shown.isFocused(), shown, 'focus')
      const hidden = new BrowserWindow({ show: false })
      hidden.focus()
      return [shown.isFocused(), hidden.isFocused()]
    },
  ),
  row(
    'show takes the focus, and the window that had it is told',
    spec(1459),
    ['blur', true],
    async ({ BrowserWindow }, kit) => {
      const shown = new BrowserWindow({ show: true })
      shown.focus()
      await kit.when(() => shown.isFocused(), shown, 'focus')
      const hidden = new BrowserWindow({ show: false })
      const heard = kit.heard(shown, 'blur')
      const [left, taken] = [kit.next(shown, 'blur'), kit.next(hidden, 'focus')]
      hidden.show()
      await left
      await taken
      return [heard.join(), hidden.isFocused()]
    },
  ),
  row('showInactive takes no focus', spec(1493), [true, false], async ({ BrowserWindow }, kit) => {
    const shown = new BrowserWindow({ show: true })
    shown.focus()
    await kit.when(() => shown.isFocused(), shown, 'focus')
    const other = new BrowserWindow({ show: false })
    other.showInactive()
    return [other.isVisible(), other.isFocused()]
  }),
  row('a window that is hidden has no focus any more', spec(1474), false, async ({ BrowserWindow }, kit) => {
    const window = new BrowserWindow({ show: true })
    window.focus()
    await kit.when(() => window.isFocused(), window, 'focus')
    window.hide()
    return window.isFocused()
  }),
  row(
    'a minimized window stays so until it is restored',
    'docs/api/browser-window.md:730',
    [true, false],
    async ({ BrowserWindow }, kit) => {
      const window = new BrowserWindow({ show: true })
      const down = kit.next(window, 'minimize')
      window.minimize()
      await down
      const before = window.isMinimized()
      const up = kit.next(window, 'restore')
      window.restore()
      await up
      return [before, window.isMinimized()]
    },
  ),
]
