// Carries the contract over two fixed channels, for our own page alone.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Assembly } from '#main/assembly.ts'
import { CALL_CHANNEL, EVENT_CHANNEL } from '#shared/contract/channels.ts'
import type { Events } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import { err } from '#shared/result.ts'
import { isOurPage } from './security/navigation.ts'

export function carryCalls(router: Assembly['router']): void {
  ipcMain.handle(CALL_CHANNEL, (event, method: unknown, input: unknown) =>
    isFromOurPage(event) ? router.dispatch(String(method), input) : err(failure('not_authenticated', {})),
  )
}

/** Returns its own unsubscribe. */
export function carryEvents(store: Assembly['store'], contents: WebContents): () => void {
  const send = <E extends keyof Events>(name: E, payload: Events[E]) => {
    if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload)
  }
  return store.watch((revision) => send('licenses.changed', { revision }))
}

/** SECURITY: only the main frame of our own page is answered, not a frame inside it. docs/SECURITY.md#ipc */
function isFromOurPage({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurPage(senderFrame.url)
}
