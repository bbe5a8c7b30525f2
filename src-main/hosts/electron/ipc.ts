// Carries the contract over three fixed channels, for our own page alone.
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Assembly } from '#main/assembly.ts'
import { CALL_CHANNEL, CANCEL_CHANNEL, EVENT_CHANNEL } from '#shared/contract/channels.ts'
import { failure } from '#shared/contract/errors.ts'
import { err } from '#shared/result.ts'
import type { CallsUnderWay } from './calls-under-way.ts'
import { whyRefused } from './security/our-page.ts'

/** `refused` is told of each call that does not come from our page, and why. */
export function carryCalls(
  router: Assembly['router'],
  calls: CallsUnderWay,
  refused: (reason: string) => void,
): void {
  const isRefused = (event: IpcMainInvokeEvent | IpcMainEvent): boolean => {
    const reason = whyRefused(event.senderFrame)
    if (reason !== null) refused(reason)
    return reason !== null
  }
  ipcMain.handle(CALL_CHANNEL, (event, method: unknown, input: unknown, call: unknown) => {
    if (isRefused(event)) return err(failure('not_authenticated', {}))
    const name = String(method)
    return calls.run(keyOf(event, call), name, (signal) => router.dispatch(name, input, signal))
  })
  ipcMain.on(CANCEL_CHANNEL, (event, call: unknown) => {
    if (!isRefused(event)) calls.cancel(keyOf(event, call))
  })
}

const keyOf = ({ sender }: IpcMainInvokeEvent | IpcMainEvent, call: unknown) => `${sender.id}/${String(call)}`

/** Returns its own unsubscribe. */
export function carryEvents(listen: Assembly['listen'], contents: WebContents): () => void {
  return listen((name, payload) => {
    if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload)
  })
}
