// Where a window is, and how large, on which display.
import { row, type Row } from '../row.ts'

const spec = (line: number) => `spec/api-browser-window-spec.ts:${line}`

export const windowPlaces: readonly Row[] = [
  row(
    'without a place it is in the middle of the first display',
    spec(156),
    true,
    ({ BrowserWindow, screen }) => {
      const { workArea } = screen.getPrimaryDisplay()
      const { x, y } = new BrowserWindow({ show: false, width: 400, height: 400 }).getBounds()
      const middle = {
        x: workArea.x + (workArea.width - 400) / 2,
        y: workArea.y + (workArea.height - 400) / 2,
      }
      return Math.abs(x - middle.x) <= 2 && Math.abs(y - middle.y) <= 40
    },
  ),
  row(
    'the size is 800 × 600 where none is given',
    'docs/api/structures/base-window-options.md:3',
    [800, 600],
    ({ BrowserWindow }) => new BrowserWindow({ show: false }).getSize(),
  ),
  row(
    'the bounds are those of the options',
    'docs/api/structures/base-window-options.md:5',
    { x: 10, y: 20, width: 700, height: 500 },
    ({ BrowserWindow }) =>
      new BrowserWindow({ show: false, x: 10, y: 20, width: 700, height: 500 }).getBounds(),
  ),
  row(
    'one of x and y alone is no place',
    'docs/api/structures/base-window-options.md:5',
    true,
    ({ BrowserWindow }) => {
      const [window, middle] = [new BrowserWindow({ show: false, x: 10 }), new BrowserWindow({ show: false })]
      return window.getBounds().x === middle.getBounds().x
    },
  ),
  row(
    'a smallest size holds for the options',
    'shell/browser/native_window.cc:215',
    [480, 400],
    ({ BrowserWindow }) =>
      new BrowserWindow({ show: false, width: 300, height: 200, minWidth: 480, minHeight: 400 }).getSize(),
  ),
  row('a smallest size holds for setBounds', spec(1996), [480, 400], ({ BrowserWindow }) => {
    const window = new BrowserWindow({
      show: false,
      width: 600,
      height: 600,
      minWidth: 480,
      minHeight: 400,
    })
    window.setBounds({ width: 10, height: 10 })
    return window.getSize()
  }),
  row('setBounds takes a part', spec(1893), true, ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    const before = window.getBounds()
    window.setBounds({ width: 500 })
    const after = window.getBounds()
    return after.width === 500 && after.height === before.height && after.x === before.x
  }),
  row(
    'setBounds of parts of a pixel rounds',
    spec(1886),
    { x: 100, y: 51, width: 600, height: 401 },
    ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false })
      window.setBounds({ x: 100.4, y: 50.6, width: 600.4, height: 400.6 })
      return window.getBounds()
    },
  ),
  row('a move is no resize', spec(1913), ['move', 'resize'], async ({ BrowserWindow }, kit) => {
    const window = new BrowserWindow({ show: false, x: 10, y: 10 })
    const heard = kit.heard(window, 'move', 'resize')
    const moved = kit.next(window, 'move')
    window.setBounds({ x: 30, y: 30 })
    await moved
    const resized = kit.next(window, 'resize')
    window.setSize(500, 400)
    await resized
    return heard
  }),
  row(
    'center moves it to the middle and keeps its size',
    spec(2067),
    [true, [500, 400]],
    ({ BrowserWindow }) => {
      const [window, middle] = [
        new BrowserWindow({ show: false, x: 3, y: 4, width: 500, height: 400 }),
        new BrowserWindow({ show: false, width: 500, height: 400 }),
      ]
      window.center()
      return [Math.abs(window.getBounds().x - middle.getBounds().x) <= 2, window.getSize()]
    },
  ),
  row(
    'a place on a second display is kept',
    'docs/api/structures/base-window-options.md:5',
    true,
    ({ BrowserWindow, screen }, kit) => {
      const [, second] = screen.getAllDisplays()
      if (!second) return kit.skipped('it has one display')
      const place = { x: second.workArea.x + 50, y: second.workArea.y + 50, width: 600, height: 400 }
      const window = new BrowserWindow({ show: false, ...place })
      return JSON.stringify(window.getBounds()) === JSON.stringify(place)
    },
  ),
  row(
    'maximized it fills the display that it is on',
    'docs/api/browser-window.md:712',
    true,
    ({ BrowserWindow, screen }, kit) => {
      const [, second] = screen.getAllDisplays()
      if (!second) return kit.skipped('it has one display')
      const { x, y, width } = second.workArea
      const window = new BrowserWindow({ show: false, x: x + 50, y: y + 50, width: 600, height: 400 })
      const fills = () => window.getBounds().x === x && window.getBounds().width === width
      window.maximize()
      return kit.when(fills, window, 'maximize', 'move', 'resize')
    },
  ),
  row(
    'the display of a rectangle is the one that shows most of it',
    'docs/api/screen.md:136',
    [1, 2, 2],
    ({ screen }, kit) => {
      const displays = screen.getAllDisplays()
      const [, second] = displays
      if (!second) return kit.skipped('it has one display')
      const at = (x: number) =>
        displays.findIndex(
          ({ id }) =>
            id === screen.getDisplayMatching({ x, y: second.bounds.y + 250, width: 100, height: 100 }).id,
        ) + 1
      return [at(10), at(second.bounds.x - 49), at(second.bounds.x + 10)]
    },
  ),
  row(
    'a rectangle of parts of a pixel, or beyond 32 bits, is rounded; its numbers are numbers',
    'shell/common/gin_converters/gfx_converter.cc:109',
    ['number', 'number', 'number', 'TypeError'],
    ({ screen }) =>
      [2 ** 31, -(2 ** 40), 0.5, '1'].map((x) => {
        try {
          return typeof screen.getDisplayMatching({ x: x as number, y: 0, width: 100, height: 100 }).id
        } catch (error) {
          return (error as Error).name
        }
      }),
  ),
  row('the display of a point far away is the nearest', 'docs/api/screen.md:130', true, ({ screen }) => {
    const displays = screen.getAllDisplays()
    const right = displays.reduce((one, other) =>
      other.bounds.x + other.bounds.width > one.bounds.x + one.bounds.width ? other : one,
    )
    return screen.getDisplayNearestPoint({ x: 100_000, y: right.bounds.y + 10 }).id === right.id
  }),
  row('normal bounds are the bounds of a normal window', spec(2198), true, ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false })
    return JSON.stringify(window.getNormalBounds()) === JSON.stringify(window.getBounds())
  }),
  row('a maximized window remembers its normal bounds', spec(2218), true, async ({ BrowserWindow }, kit) => {
    const window = new BrowserWindow({ show: true, width: 500, height: 400 })
    const before = JSON.stringify(window.getNormalBounds())
    const over = kit.next(window, 'maximize')
    window.maximize()
    await over
    return JSON.stringify(window.getNormalBounds()) === before && window.isMaximized()
  }),
  row('unmaximize gives the bounds back', spec(2271), true, async ({ BrowserWindow }, kit) => {
    const window = new BrowserWindow({ show: true, width: 500, height: 400 })
    const before = JSON.stringify(window.getBounds())
    const [up, down] = [kit.next(window, 'maximize'), kit.next(window, 'unmaximize')]
    window.maximize()
    await up
    window.unmaximize()
    await down
    return JSON.stringify(window.getBounds()) === before
  }),
  row(
    'the page is lower than its window by what frames it',
    'docs/api/browser-window.md:897',
    [true, true],
    async (_, kit) => {
      const window = await kit.open({ width: 600, height: 500 })
      const { width, height } = window.getContentBounds()
      const [innerWidth, innerHeight] = (await kit.page('[innerWidth, innerHeight]', window.webContents)) as [
        number,
        number,
      ]
      return [innerHeight === height && innerWidth === width, height < 500 && width <= 600]
    },
  ),
  row(
    'a window without a frame is all page',
    'docs/api/structures/base-window-options.md:53',
    [600, 500],
    async (_, kit) => {
      const window = await kit.open({ width: 600, height: 500, frame: false })
      return kit.page('[innerWidth, innerHeight]', window.webContents)
    },
  ),
  row('the page follows the bounds', spec(1924), true, async (_, kit) => {
    const window = await kit.open({ width: 600, height: 500 })
    window.setSize(700, 500)
    return kit.page(
      `new Promise((resolve) => {
          const look = () => { if (innerWidth === ${window.getContentBounds().width}) resolve(true) }
          addEventListener('resize', look)
          look()
        })`,
      window.webContents,
    )
  }),
]
