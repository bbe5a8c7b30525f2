// A scheme of the app's own, answered by the main process.
import { type Area, inPage, row } from '../row.ts'

const spec = (line: number) => `spec/api-protocol-spec.ts:${line}`
const failing = (call: string) => `${call}.then((answer) => answer.status, (error) => String(error))`
const FAILED = 'TypeError: Failed to fetch'

export const protocol: Area = {
  area: 'protocol',
  rows: [
    row(
      'privileges are refused once the app is ready',
      'docs/api/protocol.md:72',
      'threw protocol.registerSchemesAsPrivileged should be called before app is ready',
      (electron, kit) => kit.tried(() => electron.protocol.registerSchemesAsPrivileged([])),
    ),
    inPage(
      'its page is a secure context',
      spec(1023),
      [true, 'object', 'object'],
      '[isSecureContext, typeof localStorage, typeof crypto.subtle]',
    ),
    row('a page fetches what is beside it', spec(1215), 'beside', (_, kit) => {
      kit.served.set('/beside', () => new Response('beside'))
      return kit.page(`fetch('/beside').then((answer) => answer.text())`)
    }),
    row('headers of the answer can be read', spec(265), 'yes', (_, kit) => {
      kit.served.set('/headers', () => new Response('', { headers: { 'x-great': 'yes' } }))
      return kit.page(`fetch('/headers').then((answer) => answer.headers.get('x-great'))`)
    }),
    row('the body may be bytes', spec(1522), 'hello', (_, kit) => {
      kit.served.set('/bytes', () => new Response(Buffer.from('hello')))
      return kit.page(`fetch('/bytes').then((answer) => answer.text())`)
    }),
    row('the body may be a stream', spec(1531), 'hello world', (_, kit) => {
      kit.served.set('/stream', () => new Response(new Blob(['hello ', 'world']).stream()))
      return kit.page(`fetch('/stream').then((answer) => answer.text())`)
    }),
    row('a stream arrives piece by piece', spec(1531), true, async (_, kit) => {
      let finish: () => void = () => undefined
      kit.served.set('/pieces', () => {
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            controller.enqueue(Buffer.from('first'))
            finish = () => controller.close()
          },
        })
        return new Response(body)
      })
      // By then the handler has answered twenty times, and the page has heard each of them.
      const came = await kit.page(`(async () => {
        let came = false
        void fetch('/pieces').then((answer) => answer.body.getReader().read()).then(() => (came = true))
        for (let n = 0; n < 20 && !came; n += 1) await (await fetch('/')).text()
        return came
      })()`)
      finish()
      return came
    }),
    row('the status has its phrase', spec(1708), [201, 'Created'], (_, kit) => {
      kit.served.set('/created', () => new Response('', { status: 201 }))
      return kit.page(`fetch('/created').then(({ status, statusText }) => [status, statusText])`)
    }),
    row('Response.error() fails the request', spec(1638), FAILED, (_, kit) => {
      kit.served.set('/error', () => Response.error())
      return kit.page(`fetch('/error').catch(String)`)
    }),
    row('a handler that throws fails the request', spec(1690), FAILED, (_, kit) => {
      kit.served.set('/throws', () => {
        throw new Error('no')
      })
      return kit.page(`fetch('/throws').catch(String)`)
    }),
    row('a handler that rejects fails the request', spec(1700), FAILED, (_, kit) => {
      kit.served.set('/rejects', () => Promise.reject(new Error('no')))
      return kit.page(`fetch('/rejects').catch(String)`)
    }),
    row('what is no Response fails the request', spec(1646), FAILED, (_, kit) => {
      kit.served.set('/nothing', () => ({}) as Response)
      return kit.page(`fetch('/nothing').catch(String)`)
    }),
    row('a redirection is followed by a fetch', spec(137), 'there', (_, kit) => {
      kit.served.set('/from', () => new Response('', { status: 302, headers: { location: 'app://desk/to' } }))
      kit.served.set('/to', () => new Response('there'))
      return kit.page(`fetch('/from').then((answer) => answer.text(), String)`)
    }),
    row('the handler gets method and body', spec(1777), 'POST hello', (_, kit) => {
      kit.served.set('/post', async (request) => new Response(`${request.method} ${await request.text()}`))
      return kit.page(`fetch('/post', { method: 'POST', body: 'hello' }).then((answer) => answer.text())`)
    }),
    row(
      'the handler gets the headers of the request',
      'lib/browser/api/protocol.ts:132',
      'bytes=0-1',
      (_, kit) => {
        kit.served.set('/range', (request) => new Response(request.headers.get('range')))
        return kit.page(
          `fetch('/range', { headers: { range: 'bytes=0-1' } }).then((answer) => answer.text())`,
        )
      },
    ),
    row(
      'the handler gets the address as the page named it',
      'lib/browser/api/protocol.ts:136',
      'app://desk/data?q=1',
      (_, kit) => {
        kit.served.set('/data', (request) => new Response(request.url))
        return kit.page(`fetch('/data?q=1#there').then((answer) => answer.text())`)
      },
    ),
    row('a way up is resolved before the handler sees it', spec(1596), 'app://desk/up', (_, kit) => {
      kit.served.set('/up', (request) => new Response(request.url))
      return kit.page(`fetch('/a/../../up').then((answer) => answer.text())`)
    }),
    row('Referer names the page', 'lib/browser/api/protocol.ts:139', 'app://desk/', (_, kit) => {
      kit.served.set(
        '/referer',
        (request) => new Response(request.headers.get('referer') ?? request.referrer),
      )
      return kit.page(`fetch('/referer').then((answer) => answer.text())`)
    }),
    row('a handler of another host of the scheme is not reached without CORS', spec(1221), FAILED, (_, kit) =>
      kit.page(`fetch(location.href.replace('desk', 'other')).then((answer) => answer.status, String)`),
    ),
    inPage(
      'what nobody serves is the handler’s own affair',
      'docs/api/protocol.md:127',
      404,
      failing(`fetch('/nowhere')`),
    ),
    row(
      'a second handler of a scheme is refused',
      'lib/browser/api/protocol.ts:162',
      'threw Failed to register protocol: app',
      (electron, kit) => kit.tried(() => electron.protocol.handle('app', () => new Response(''))),
    ),
    row(
      'a handler that is not there cannot be taken away',
      'lib/browser/api/protocol.ts:168',
      'threw Failed to unhandle protocol: nope',
      (electron, kit) => kit.tried(() => electron.protocol.unhandle('nope')),
    ),
    row(
      'isProtocolHandled knows which are',
      'docs/api/protocol.md:199',
      [true, false],
      ({ protocol: all }) => [all.isProtocolHandled('app'), all.isProtocolHandled('nope')],
    ),
    row(
      'a policy in a header holds',
      'docs/tutorial/security.md:386',
      ['undefined', 'string', false],
      async (_, kit) => {
        const policy = `default-src 'none'; script-src 'self'`
        const body =
          '<script>window.inline = 1</script><script src="/own.js"></script><p style="color: red">x'
        kit.served.set('/policy', () => kit.html(body, { 'content-security-policy': policy }))
        kit.served.set(
          '/own.js',
          () => new Response(`window.own = 'ran'`, { headers: { 'content-type': 'text/javascript' } }),
        )
        const { webContents } = await kit.open({}, 'app://desk/policy')
        return kit.page(
          `[typeof inline, typeof own, getComputedStyle(document.querySelector('p')).color === 'rgb(255, 0, 0)']`,
          webContents,
        )
      },
    ),
    row(
      'executeJavaScript runs in a page whose policy allows no script',
      'docs/api/web-contents.md:1421',
      2,
      async (_, kit) => {
        kit.served.set('/closed', () => kit.html('', { 'content-security-policy': `default-src 'none'` }))
        const { webContents } = await kit.open({}, 'app://desk/closed')
        return kit.page('1 + 1', webContents)
      },
    ),
    row('frame-ancestors holds', 'docs/tutorial/security.md:386', true, async (_, kit) => {
      kit.served.set('/unframed', () =>
        kit.html('<script>parent.framed = true</script>', {
          'content-security-policy': `frame-ancestors 'none'`,
        }),
      )
      kit.served.set('/framing', () =>
        kit.html('<iframe src="/unframed" onload="window.over = true"></iframe>'),
      )
      const { webContents } = await kit.open({}, 'app://desk/framing')
      return kit.page('window.framed === undefined', webContents)
    }),
    row(
      'a request that the session cancels fails',
      'spec/api-web-request-spec.ts:102',
      [FAILED, 'seen'],
      async ({ session }, kit) => {
        const { webRequest } = session.defaultSession
        kit.served.set('/cancelled', () => new Response('served'))
        let seen = 'not seen'
        await kit.home()
        webRequest.onBeforeRequest({ urls: ['app://desk/cancelled*'] }, (_details, answer) => {
          seen = 'seen'
          answer({ cancel: true })
        })
        kit.after(() => webRequest.onBeforeRequest(null))
        return [await kit.page(`fetch('/cancelled').catch(String)`), seen]
      },
    ),
    row(
      'net.fetch reads a file with its type',
      'docs/api/net.md:105',
      ['hello', 'text/css'],
      async ({ net }, kit) => {
        const answer = await net.fetch(`file://${kit.write('style.css', 'hello')}`)
        return [await answer.text(), answer.headers.get('content-type')]
      },
    ),
  ],
}
