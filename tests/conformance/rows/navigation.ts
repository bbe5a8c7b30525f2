// Where a page may go, who is asked, and how loading fails.
import { type Area, type Case, type Row, row } from '../row.ts'
import { loading } from './loading.ts'

/** What must come after what `code` begins: the end of a load, or of a move inside the page; or that it is asked for. */
type Over = 'did-finish-load' | 'did-navigate-in-page' | 'prevented'

/** Loads `/start`, listens, runs `code` in it; what was announced until it is over. */
const announced = (
  says: string,
  from: string,
  expected: unknown,
  code: string,
  end: Over = 'did-finish-load',
): Row => {
  const run: Case = async (_, kit, arg: { code: string; end: Over }) => {
    kit.served.set('/start', () =>
      kit.html(
        '<a id="own" href="/there">there</a><form action="https://evil.example/" method="post"></form>',
      ),
    )
    kit.served.set('/there', () => kit.html('there'))
    const { webContents } = await kit.open({}, 'app://desk/start')
    const seen: unknown[] = []
    webContents.on('will-navigate', (event) => {
      seen.push([event.url, event.isMainFrame, event.isSameDocument])
      if (arg.end === 'prevented') event.preventDefault()
    })
    const over = kit.next(webContents, arg.end === 'prevented' ? 'will-navigate' : arg.end)
    await kit.page(`void (${arg.code})`, webContents)
    await over
    return [seen, webContents.getURL()]
  }
  return { ...row(says, from, expected, run), arg: { code, end } }
}

const START = 'app://desk/start'
const EVIL = 'https://evil.example/'

export const navigation: Area = {
  area: 'navigation',
  rows: [
    announced(
      'another site is announced, and can be prevented',
      'spec/api-browser-window-spec.ts:750',
      [[[EVIL, true, false]], START],
      `location.href = '${EVIL}'`,
      'prevented',
    ),
    announced(
      'a page of ours is announced, and gone to',
      'spec/api-browser-window-spec.ts:725',
      [[['app://desk/there', true, false]], 'app://desk/there'],
      `document.querySelector('#own').click()`,
    ),
    announced(
      'loading again is announced',
      'docs/api/web-contents.md:269',
      [[[START, true, false]], START],
      'location.reload()',
    ),
    announced(
      'a form that goes elsewhere is announced',
      'docs/api/web-contents.md:269',
      [[[EVIL, true, false]], START],
      `document.querySelector('form').submit()`,
      'prevented',
    ),
    announced(
      'a mail’s address is announced',
      'docs/api/web-contents.md:269',
      [[['mailto:help@vendor.example', true, false]], START],
      `location.href = 'mailto:help@vendor.example'`,
      'prevented',
    ),
    announced(
      'a part of the page is not announced',
      'docs/api/web-contents.md:275',
      [[], `${START}#part`],
      `location.hash = 'part'`,
      'did-navigate-in-page',
    ),
    announced(
      'history.pushState is not announced',
      'docs/api/web-contents.md:252',
      [[], 'app://desk/pushed'],
      `history.pushState({}, '', '/pushed')`,
      'did-navigate-in-page',
    ),
    announced(
      'about:blank is not announced',
      'shell/browser/electron_navigation_throttle.cc:60',
      [[], 'about:blank'],
      `location.href = 'about:blank'`,
    ),
    row('what the app loads itself is not announced', 'docs/api/web-contents.md:272', 0, async (_, kit) => {
      const window = await kit.open()
      const heard = kit.heard(window.webContents, 'will-navigate')
      await window.loadURL('app://desk/?again')
      return heard.length
    }),
    row(
      'will-frame-navigate tells of frames too, will-navigate does not',
      'spec/api-browser-window-spec.ts:891',
      [[['app://desk/moved', false]], 0],
      async (_, kit) => {
        kit.served.set('/with-frame', () => kit.html('<iframe src="/inner"></iframe>'))
        kit.served.set('/inner', () => kit.html('inner'))
        const { webContents } = await kit.open({}, 'app://desk/with-frame')
        const main = kit.heard(webContents, 'will-navigate')
        const seen: unknown[] = []
        webContents.on('will-frame-navigate', (event) => {
          seen.push([event.url, event.isMainFrame])
          event.preventDefault()
        })
        const asked = kit.next(webContents, 'will-frame-navigate')
        await kit.page(`void (frames[0].location.href = '/moved')`, webContents)
        await asked
        return [seen, main.length]
      },
    ),
    row(
      'will-frame-navigate comes before will-navigate',
      'spec/api-browser-window-spec.ts:1259',
      ['will-frame-navigate', 'will-navigate', 'did-navigate'],
      async (_, kit) => {
        const { webContents } = await kit.open()
        const heard = kit.heard(webContents, 'will-navigate', 'will-frame-navigate', 'did-navigate')
        const loaded = kit.next(webContents, 'did-finish-load')
        await kit.page(`void (location.href = '/?next')`, webContents)
        await loaded
        return heard
      },
    ),
    row(
      'will-frame-navigate can be prevented, and nothing else is announced',
      'docs/api/web-contents.md:311',
      [['will-frame-navigate'], 'app://desk/#after'],
      async (_, kit) => {
        const { webContents } = await kit.open()
        const heard = kit.heard(webContents, 'will-frame-navigate', 'will-navigate', 'did-navigate')
        webContents.on('will-frame-navigate', (event) => event.preventDefault())
        const asked = kit.next(webContents, 'will-frame-navigate')
        await kit.page(`void (location.href = '/?next')`, webContents)
        await asked
        const after = kit.next(webContents, 'did-navigate-in-page')
        await kit.page(`void (location.hash = 'after')`, webContents)
        await after
        return [heard, webContents.getURL()]
      },
    ),
    row(
      'the initiator of a navigation is told',
      'docs/api/web-contents.md:257',
      'app://desk/',
      async (_, kit) => {
        const { webContents } = await kit.open()
        const asked = new Promise<unknown>((resolve) =>
          webContents.once('will-navigate', ({ initiator }) => resolve(initiator?.url)),
        )
        await kit.page(`void (location.href = '/?next')`, webContents)
        return asked
      },
    ),
    row(
      'a redirection is announced',
      'spec/api-browser-window-spec.ts:1079',
      [['will-navigate', 'will-redirect'], 'app://desk/there'],
      async (_, kit) => {
        kit.served.set(
          '/from',
          () => new Response('', { status: 302, headers: { location: 'app://desk/there' } }),
        )
        kit.served.set('/there', () => kit.html('there'))
        const { webContents } = await kit.open()
        const heard = kit.heard(webContents, 'will-navigate', 'will-redirect')
        const loaded = kit.next(webContents, 'did-finish-load')
        await kit.page(`void (location.href = '/from')`, webContents)
        await loaded
        return [heard, webContents.getURL()]
      },
    ),
    row(
      'a redirection can be prevented',
      'spec/api-browser-window-spec.ts:1108',
      [EVIL, 'app://desk/#after'],
      async (_, kit) => {
        kit.served.set(
          '/from',
          () => new Response('', { status: 302, headers: { location: 'https://evil.example/' } }),
        )
        const { webContents } = await kit.open()
        let seen = ''
        webContents.on('will-redirect', (event) => {
          seen = event.url
          event.preventDefault()
        })
        const asked = kit.next(webContents, 'will-redirect')
        await kit.page(`void (location.href = '/from')`, webContents)
        await asked
        const after = kit.next(webContents, 'did-navigate-in-page')
        await kit.page(`void (location.hash = 'after')`, webContents)
        await after
        return [seen, webContents.getURL()]
      },
    ),
    row(
      'a mail’s address asks the permission handler',
      'docs/api/session.md:1001',
      ['openExternal', 'mailto:help@vendor.example'],
      async ({ session }, kit) => {
        const { webContents } = await kit.open()
        const asked = new Promise((resolve) =>
          session.defaultSession.setPermissionRequestHandler((_contents, permission, decide, details) => {
            resolve([permission, (details as { externalURL?: string }).externalURL])
            decide(false)
          }),
        )
        kit.after(() => session.defaultSession.setPermissionRequestHandler(null))
        await kit.page(`void (location.href = 'mailto:help@vendor.example')`, webContents)
        return asked
      },
    ),
    row(
      'a mail’s address that was prevented asks nobody',
      'docs/api/web-contents.md:279',
      [['mailto:help@vendor.example', 'mailto:other@vendor.example'], 'mailto:other@vendor.example'],
      async ({ session }, kit) => {
        const { webContents } = await kit.open()
        const asked = new Promise((resolve) =>
          session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide, details) => {
            resolve((details as { externalURL?: string }).externalURL)
            decide(false)
          }),
        )
        kit.after(() => session.defaultSession.setPermissionRequestHandler(null))
        const heard: string[] = []
        webContents.on('will-navigate', (event) => {
          if (heard.push(event.url) === 1) event.preventDefault()
        })
        const announcement = kit.next(webContents, 'will-navigate')
        await kit.page(`void (location.href = 'mailto:help@vendor.example')`, webContents)
        await announcement
        await kit.page(`void (location.href = 'mailto:other@vendor.example')`, webContents)
        const first = await asked
        return [heard, first]
      },
    ),
    ...loading,
    row('getURL is empty until something was loaded', 'docs/api/web-contents.md:1152', '', async (_, kit) =>
      (await kit.open({}, '')).webContents.getURL(),
    ),
    row('the page knows its own address', 'spec/api-protocol-spec.ts:1596', 'app://desk/', (_, kit) =>
      kit.page('location.href'),
    ),
    row('executeJavaScript waits for a promise', 'docs/api/web-contents.md:1426', 7, (_, kit) =>
      kit.page(`fetch('/').then(() => 7)`),
    ),
    row(
      'console messages are told, with their level',
      'docs/api/web-contents.md:1015',
      ['careful', 'warning'],
      async (_, kit) => {
        const { webContents } = await kit.home()
        const told = kit.next(webContents, 'console-message') as Promise<[{ message: string; level: string }]>
        await kit.page(`void console.warn('careful')`)
        const [{ message, level }] = await told
        return [message, level]
      },
    ),
  ],
}
