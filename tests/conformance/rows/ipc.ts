// Messages between the main process and the preload: texts of errors, values, order, and who sent them.
import { type Area, inPreload, row } from '../row.ts'
import { CLONE, ipcValues } from './ipc-values.ts'

export const ipc: Area = {
  area: 'ipc',
  rows: [
    ...ipcValues,
    row('the answer of a handler is the answer of invoke', 'spec/api-ipc-spec.ts:37', '3', (_, kit) => {
      kit.handle('add', (_event, one: number, other: number) => one + other)
      return kit.preload(`ipcRenderer.invoke('add', 1, 2).then(String)`)
    }),
    row(
      'an error of a handler arrives as text',
      'spec/api-ipc-spec.ts:68',
      `Error invoking remote method 'fails': TypeError: some error`,
      (_, kit) => {
        kit.handle('fails', () => {
          throw new TypeError('some error')
        })
        return kit.preload(`ipcRenderer.invoke('fails').catch((error) => error.message)`)
      },
    ),
    row(
      'an error of a handler is printed, too',
      'lib/browser/ipc-dispatch.ts:96',
      [["Error occurred in handler for 'printed':", 'its words']],
      async (_, kit) => {
        const { error: print } = console
        kit.after(() => (console.error = print))
        const printed: unknown[] = []
        console.error = (...words: unknown[]) =>
          void printed.push(words.map((word) => (word instanceof Error ? word.message : word)))
        kit.handle('printed', () => {
          throw new Error('its words')
        })
        await kit.preload(`ipcRenderer.invoke('printed').catch(() => 0)`)
        return printed
      },
    ),
    row(
      'a rejection of a handler arrives as text',
      'spec/api-ipc-spec.ts:82',
      `Error invoking remote method 'rejects': Error: later`,
      (_, kit) => {
        kit.handle('rejects', () => Promise.reject(new Error('later')))
        return kit.preload(`ipcRenderer.invoke('rejects').catch((error) => error.message)`)
      },
    ),
    row(
      'a text that a handler throws arrives',
      'lib/browser/ipc-dispatch.ts:97',
      `Error invoking remote method 'text': just text`,
      (_, kit) => {
        kit.handle('text', () => {
          throw 'just text' as unknown as Error
        })
        return kit.preload(`ipcRenderer.invoke('text').catch((error) => error.message)`)
      },
    ),
    inPreload(
      'nobody handles an unknown channel',
      'spec/api-ipc-spec.ts:97',
      `Error invoking remote method 'nope': Error: No handler registered for 'nope'`,
      `ipcRenderer.invoke('nope').catch((error) => error.message)`,
    ),
    row(
      'a handler that was removed handles no more',
      'spec/api-ipc-spec.ts:108',
      `Error invoking remote method 'gone': Error: No handler registered for 'gone'`,
      ({ ipcMain }, kit) => {
        ipcMain.handle('gone', () => 1)
        ipcMain.removeHandler('gone')
        return kit.preload(`ipcRenderer.invoke('gone').catch((error) => error.message)`)
      },
    ),
    row(
      'handleOnce handles once',
      'docs/api/ipc-main.md:141',
      ['1', `Error invoking remote method 'once': Error: No handler registered for 'once'`],
      ({ ipcMain }, kit) => {
        ipcMain.handleOnce('once', () => 1)
        return kit.preload(
          `(async () => [await ipcRenderer.invoke('once').then(String), await ipcRenderer.invoke('once').catch((error) => error.message)])()`,
        )
      },
    ),
    row(
      'an answer that cannot be cloned is an error',
      'lib/browser/ipc-dispatch.ts:96',
      `Error invoking remote method 'function': Error: ${CLONE}`,
      (_, kit) => {
        kit.handle('function', () => () => 1)
        return kit.preload(`ipcRenderer.invoke('function').catch((error) => error.message)`)
      },
    ),
    row(
      'a second handler of a channel is refused',
      'spec/api-ipc-spec.ts:121',
      `threw Attempted to register a second handler for 'twice'`,
      (_, kit) => {
        kit.handle('twice', () => 1)
        return kit.tried(() => kit.handle('twice', () => 2))
      },
    ),
    row(
      'a handler has to be a function',
      'lib/browser/ipc-main-impl.ts:20',
      `threw Expected handler to be a function, but found type 'number'`,
      ({ ipcMain }, kit) => {
        kit.after(() => ipcMain.removeHandler('number'))
        return kit.tried(() => ipcMain.handle('number', 1 as never))
      },
    ),
    row(
      'a handler and a listener of one channel do not meet',
      'lib/browser/ipc-main-impl.ts:6',
      ['v', 'x,2'],
      async ({ ipcMain }, kit) => {
        const heard = kit.next(ipcMain, 'both')
        kit.handle('both', () => 'v')
        await kit.preload(`ipcRenderer.send('both', 'x', 2)`)
        const answer = await kit.preload(`ipcRenderer.invoke('both')`)
        return [answer, (await heard).slice(1).join()]
      },
    ),
    row(
      'messages arrive in the order in which they were sent',
      'spec/api-ipc-spec.ts:261',
      [1, 2, 3, 4],
      async ({ ipcMain }, kit) => {
        const order: number[] = []
        const note = (_event: unknown, n: number) => void order.push(n)
        ipcMain.on('order', note)
        kit.after(() => ipcMain.off('order', note))
        kit.handle('order', note)
        await kit.preload(
          `(() => { ipcRenderer.send('order', 1); const second = ipcRenderer.invoke('order', 2); ipcRenderer.send('order', 3); return ipcRenderer.invoke('order', 4) })()`,
        )
        return order
      },
    ),
    row(
      'the event says which page sent it',
      'docs/api/structures/ipc-main-invoke-event.md:6',
      ['frame', 'app://desk/', 'app://desk', true, true, true],
      async (_, kit) => {
        const contents = (await kit.home()).webContents
        let seen: unknown
        kit.handle('who', ({ type, sender, senderFrame, processId, frameId }) => {
          const frame =
            senderFrame?.parent === null && typeof processId === 'number' && typeof frameId === 'number'
          seen = [
            type,
            senderFrame?.url,
            senderFrame?.origin,
            frame,
            sender.id === contents.id,
            senderFrame === contents.mainFrame,
          ]
        })
        await kit.preload(`ipcRenderer.invoke('who')`)
        return seen
      },
    ),
    row(
      'a frame inside a page is known by its parent',
      'spec/api-ipc-spec.ts:944',
      ['app://desk/inner', 'app://desk/outer'],
      async (_, kit) => {
        kit.served.set('/outer', () => kit.html('<iframe src="/inner"></iframe>'))
        kit.served.set('/inner', () => kit.html('inner'))
        let seen: unknown
        kit.handle('who', ({ senderFrame }) => {
          seen = [senderFrame?.url, senderFrame?.parent?.url]
        })
        const window = await kit.open(
          { webPreferences: { nodeIntegrationInSubFrames: true } },
          'app://desk/outer',
        )
        await kit.page(`frames[0].inPreload("ipcRenderer.invoke('who')")`, window.webContents)
        return seen
      },
    ),
    row(
      'the frame of a page that has gone is null',
      'docs/api/structures/ipc-main-invoke-event.md:7',
      true,
      async ({ ipcMain }, kit) => {
        const window = await kit.open()
        const sent = kit.next(ipcMain, 'leaves') as Promise<[Electron.IpcMainEvent]>
        await kit.preload(`ipcRenderer.send('leaves')`, window.webContents)
        const [event] = await sent
        const gone = kit.next(window.webContents, 'destroyed')
        window.destroy()
        await gone
        return event.senderFrame === null
      },
    ),
    row(
      'webContents.ipc hears its own page before ipcMain does',
      'spec/api-ipc-spec.ts:898',
      ['contents', 'main'],
      async ({ ipcMain }, kit) => {
        const { webContents } = await kit.home()
        const heard: string[] = []
        webContents.ipc.once('cascade', () => heard.push('contents'))
        const main = kit.next(ipcMain, 'cascade').then(() => heard.push('main'))
        await kit.preload(`ipcRenderer.send('cascade')`)
        await main
        return heard
      },
    ),
    row(
      'a handler of webContents.ipc comes before one of ipcMain',
      'spec/api-ipc-spec.ts:921',
      'contents',
      async (_, kit) => {
        const { webContents } = await kit.home()
        kit.handle('whose', () => 'main')
        webContents.ipc.handle('whose', () => 'contents')
        kit.after(() => webContents.ipc.removeHandler('whose'))
        return kit.preload(`ipcRenderer.invoke('whose')`)
      },
    ),
    row(
      'sendSync is answered with returnValue',
      'spec/api-ipc-renderer-spec.ts:131',
      'v',
      ({ ipcMain }, kit) => {
        ipcMain.once('sync', (event) => (event.returnValue = 'v'))
        return kit.preload(`ipcRenderer.sendSync('sync')`)
      },
    ),
    row(
      'reply reaches the page that asked',
      'docs/api/structures/ipc-main-event.md:10',
      'back 1',
      async ({ ipcMain }, kit) => {
        ipcMain.once('ask', (event, n: number) => event.reply('answer', `back ${n}`))
        return kit.preload(
          `new Promise((resolve) => { ipcRenderer.once('answer', (event, text) => resolve(text)); ipcRenderer.send('ask', 1) })`,
        )
      },
    ),
    row(
      'a message to the page is a clone',
      'docs/api/web-contents.md:2060',
      'Object {a:[1,Object {b:2}]}',
      async (_, kit) => {
        const { webContents } = await kit.home()
        await kit.preload(
          `globalThis.told = new Promise((resolve) => ipcRenderer.once('tell', (event, value) => resolve(describe(value)))); undefined`,
        )
        webContents.send('tell', { a: [1, { b: 2 }] })
        return kit.preload('told')
      },
    ),
    row(
      'what cannot be cloned is not sent to the page',
      'docs/api/web-contents.md:2066',
      `threw ${CLONE}`,
      async (_, kit) => {
        const { webContents } = await kit.home()
        return kit.tried(() => webContents.send('tell', () => 1))
      },
    ),
    row(
      'a message to the page needs a channel',
      'spec/api-web-contents-spec.ts:210',
      'threw Missing required channel argument',
      async (_, kit) => {
        const { webContents } = await kit.home()
        return kit.tried(() => webContents.send(undefined as unknown as string))
      },
    ),
    row(
      'a message to a page that loads anew is lost, and that is all',
      'docs/api/web-contents.md:2060',
      'sent',
      async (_, kit) => {
        const window = await kit.open()
        const loaded = kit.next(window.webContents, 'did-finish-load')
        window.reload()
        window.webContents.send('tell', 1)
        await loaded
        return 'sent'
      },
    ),
    inPreload(
      'a listener that is off hears no more',
      'docs/api/ipc-renderer.md:60',
      0,
      `(() => { let count = 0; const hear = () => (count += 1); ipcRenderer.on('off', hear); ipcRenderer.off('off', hear); ipcRenderer.emit('off', {}); return count })()`,
    ),
    inPreload(
      'nothing listens of itself',
      'spec/api-ipc-renderer-spec.ts:144',
      0,
      `ipcRenderer.eventNames().length`,
    ),
    inPreload(
      'removeAllListeners without a channel removes all',
      'spec/api-ipc-renderer-spec.ts:169',
      0,
      `(() => { ipcRenderer.on('one', () => 1); ipcRenderer.on('two', () => 1); ipcRenderer.removeAllListeners(); return ipcRenderer.eventNames().length })()`,
    ),
    inPreload(
      'removeAllListeners with a channel leaves the others',
      'spec/api-ipc-renderer-spec.ts:153',
      'two',
      `(() => { ipcRenderer.on('one', () => 1); ipcRenderer.on('two', () => 1); ipcRenderer.removeAllListeners('one'); const left = ipcRenderer.eventNames().join(); ipcRenderer.removeAllListeners('two'); return left })()`,
    ),
    row(
      'a listener is given an event with its sender and ports',
      'docs/api/structures/ipc-renderer-event.md:3',
      'true,true',
      async (_, kit) => {
        const { webContents } = await kit.home()
        await kit.preload(
          `globalThis.told = new Promise((resolve) => ipcRenderer.once('event', (event) => resolve([event.sender === ipcRenderer, Array.isArray(event.ports)].join()))); undefined`,
        )
        webContents.send('event')
        return kit.preload('told')
      },
    ),
    row(
      'a listener called error is one as any other',
      'lib/browser/ipc-main-impl.ts:12',
      'heard',
      async (_, kit) => {
        await kit.preload(`ipcRenderer.send('error', 'x')`)
        await kit.page('1')
        return 'heard'
      },
    ),
  ],
}
