/** Electron's `ipcMain`, and how a call of `ipcRenderer.invoke` is answered, down to the error's text. */
import { EventEmitter } from 'node:events'
import type { IpcMain } from 'electron'
import type { FromPreload, ToPreload } from '../page/messages.ts'
import { decode, encode } from '../page/wire.ts'
import { strict } from '../strict.ts'

type Handler = (event: never, ...args: never[]) => unknown

export class DoubleIpcMain
  extends EventEmitter
  implements Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler' | 'on' | 'once' | 'off'>
{
  private readonly handlers = new Map<string, Handler>()

  constructor() {
    super()
    this.on('error', () => undefined) // a channel of this name is one as any other
  }

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    this.handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }

  /** Not Electron's: the handler that `invoke` reaches. */
  handlerOf(channel: string): Handler | undefined {
    return this.handlers.get(channel)
  }
}

export const ipcMain = strict('ipcMain', new DoubleIpcMain())

/** Who a message came from: a window's `webContents`, and one frame of it. */
interface Sender {
  readonly contents: { readonly ipc: DoubleIpcMain }
  /** Null once its document has gone. */
  readonly frame: () => object | null
  readonly reply: (channel: string, ...args: unknown[]) => void
}

type Message = Exclude<FromPreload, { type: 'preload-error' }>

/** Brings a preload's message to the app; the answer, when there is one, is for the preload. */
export async function receiveIpc(message: Message, sender: Sender): Promise<ToPreload | undefined> {
  const { contents, frame, reply } = sender
  const targets = [contents.ipc, ipcMain]
  const event = strict('IpcMainEvent', {
    type: 'frame',
    sender: contents,
    get senderFrame() {
      return frame()
    },
    frameId: 1,
    processId: 1,
    reply,
  })
  if (message.type === 'invoke') return answerInvoke(message, targets, event)
  for (const target of targets) target.emit(message.channel, event, ...(decode(message.args) as unknown[]))
  return undefined
}

async function answerInvoke(
  { id, channel, args }: Message & { type: 'invoke' },
  targets: readonly DoubleIpcMain[],
  event: object,
): Promise<ToPreload> {
  try {
    const handler = targets.map((target) => target.handlerOf(channel)).find((found) => found !== undefined)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return { type: 'reply', id, value: encode(await handler(event as never, ...(decode(args) as never[]))) }
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error)
    return { type: 'failure', id, message: `Error invoking remote method '${channel}': ${String(error)}` }
  }
}
