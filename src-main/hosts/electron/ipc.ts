// Carries the contract over two fixed channels, for our own page alone.
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Assembly } from '#main/assembly.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from '#shared/contract/channels.ts'
import { failure } from '#shared/contract/errors.ts'
import { err } from '#shared/result.ts'
import { isOurPage } from './security/navigation.ts'

export function carryCalls(router: Assembly['router']): void {
  const underWay = new Map<string, AbortController>()
  ipcMain.handle(CALL_CHANNEL, async (event, method: unknown, input: unknown, call: unknown) => {
    if (!isFromOurPage(event)) return err(failure('not_authenticated', {}))
    const [key, controller] = [keyOf(event, call), new AbortController()]
    underWay.set(key, controller)
    try {
      return await router.dispatch(String(method), input, controller.signal)
    } finally {
      underWay.delete(key)
    }
  })
  // What is sent over the same channel, without a question, is the number of a call that nobody waits for any more.
  ipcMain.on(CALL_CHANNEL, (event, call: unknown) => {
    if (isFromOurPage(event)) underWay.get(keyOf(event, call))?.abort()
  })
}

const keyOf = ({ sender }: IpcMainInvokeEvent | IpcMainEvent, call: unknown) => `${sender.id}/${String(call)}`

/** Returns its own unsubscribe. */
export function carryEvents(listen: Assembly['listen'], contents: WebContents): () => void {
  return listen((name, payload) => {
    if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload)
  })
}

/** SECURITY: only the main frame of our own page is answered, not a frame inside it. docs/SECURITY.md#ipc */
function isFromOurPage({ senderFrame }: IpcMainInvokeEvent | IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url)
}
