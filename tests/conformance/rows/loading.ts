// What the app itself loads: how it ends, how it fails, and who is told.
import { row, type Row } from '../row.ts'

/** How an address fails to load. */
const failure = (says: string, from: string, expected: unknown, url: string): Row => ({
  ...row(says, from, expected, async (_, kit, given) => {
    const window = await kit.open({}, '')
    const address = (given as string).startsWith('long:')
      ? 'data:text/html,'.padEnd(Number((given as string).slice(5)), 'x')
      : given
    return window.loadURL(address).then(
      () => 'loaded',
      (error: unknown) => {
        const { message, code, errno } = error as Error & { code: string; errno: number }
        return [message.slice(0, 70), code, errno]
      },
    )
  }),
  arg: url,
})

export const loading: readonly Row[] = [
  failure(
    'what is no address is ERR_INVALID_URL',
    'spec/api-web-contents-spec.ts:740',
    [`ERR_INVALID_URL (-300) loading 'nowhere'`, 'ERR_INVALID_URL', -300],
    'nowhere',
  ),
  failure(
    'a forbidden port is ERR_UNSAFE_PORT',
    'docs/api/web-contents.md:1097',
    [`ERR_UNSAFE_PORT (-312) loading 'http://127.0.0.1:9/'`, 'ERR_UNSAFE_PORT', -312],
    'http://127.0.0.1:9/',
  ),
  failure(
    'a file that is not there is ERR_FILE_NOT_FOUND',
    'spec/api-browser-window-spec.ts:527',
    [`ERR_FILE_NOT_FOUND (-6) loading 'file:///nowhere.html'`, 'ERR_FILE_NOT_FOUND', -6],
    'file:///nowhere.html',
  ),
  failure(
    'an address of more than 2 MiB is none',
    'spec/api-browser-window-spec.ts:565',
    [`ERR_INVALID_URL (-300) loading 'data:text/html,`.padEnd(70, 'x'), 'ERR_INVALID_URL', -300],
    'long:2097153',
  ),
  failure(
    'an address of a million letters is loaded',
    'spec/api-browser-window-spec.ts:565',
    'loaded',
    'long:1000000',
  ),
  failure('about:blank can be loaded', 'spec/api-browser-window-spec.ts:580', 'loaded', 'about:blank'),
  row(
    'another loading ends the one before',
    'spec/api-web-contents-spec.ts:679',
    'ERR_ABORTED',
    async (_, kit) => {
      kit.served.set('/slow', () => new Promise<Response>(() => undefined))
      const window = await kit.open({}, '')
      const first = window.loadURL('app://desk/slow').then(
        () => 'loaded',
        (error: unknown) => (error as { code: string }).code,
      )
      await kit.next(window.webContents, 'did-start-loading')
      await window.loadURL('app://desk/')
      return first
    },
  ),
  row(
    'a loading that fails is told, with its number',
    'spec/api-browser-window-spec.ts:535',
    [-300, 'ERR_INVALID_URL', true],
    async (_, kit) => {
      const window = await kit.open({}, '')
      const failed = kit.next(window.webContents, 'did-fail-load')
      await kit.tried(() => window.loadURL('nowhere'))
      const [, errno, code, , isMainFrame] = await failed
      return [errno, code, isMainFrame]
    },
  ),
  row(
    'nobody need hear that a loading failed',
    'lib/browser/api/web-contents.ts:374',
    'of this row',
    async (_, kit) => {
      const window = await kit.open({}, '')
      const unheard = kit.next(process, 'unhandledRejection')
      const failed = kit.next(window.webContents, 'did-fail-load')
      void window.loadURL('nowhere')
      await failed
      void Promise.reject(new Error('of this row'))
      const [reason] = (await unheard) as [Error]
      return reason.message
    },
  ),
  row(
    'a loading is over with its load event',
    'docs/api/browser-window.md:1271',
    ['did-start-loading', 'dom-ready', 'did-finish-load'],
    async (_, kit) => {
      const window = await kit.open({}, '')
      const heard = kit.heard(window.webContents, 'did-start-loading', 'dom-ready', 'did-finish-load')
      const over = kit.next(window.webContents, 'did-finish-load')
      await window.loadURL('app://desk/')
      await over
      return heard
    },
  ),
]
