/** `ipcRenderer`, as a sandboxed preload has it. */
// Runs in the page (page-scripts.ts ships the class's source) beside page-emitter.ts and wire.ts.
import type { IpcRenderer } from 'electron'
import type { FromPreload, ToPreload } from './messages.ts'
import { PageEmitter } from './page-emitter.ts'
import { decode, encode } from './wire.ts'

interface Pending {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

type Listening = 'on' | 'once' | 'off' | 'addListener' | 'removeListener' | 'removeAllListeners'

export class RendererIpc
  extends PageEmitter
  implements Pick<IpcRenderer, 'invoke' | 'send'>, Record<keyof Pick<IpcRenderer, Listening>, unknown>
{
  declare private readonly post: (message: FromPreload) => void
  declare private readonly pending: Map<number, Pending>
  declare private lastId: number

  constructor(post: (message: FromPreload) => void) {
    super()
    this.hide('post', post)
    this.hide('pending', new Map())
    this.hide('lastId', 0)
  }

  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const encoded = encode(args)
      const id = ++this.lastId
      this.pending.set(id, { resolve, reject })
      this.post({ type: 'invoke', id, channel, args: encoded })
    })
  }

  send(channel: string, ...args: unknown[]): void {
    this.post({ type: 'send', channel, args: encode(args) })
  }

  /** A message of the main process has come; `self` is this object as the preload holds it. */
  receive(message: ToPreload, self: object): void {
    if (message.type === 'message') {
      this.emit(message.channel, { sender: self, ports: [] }, ...(decode(message.args) as unknown[]))
      return
    }
    const pending = this.pending.get(message.id)
    this.pending.delete(message.id)
    if (message.type === 'reply') pending?.resolve(decode(message.value))
    else pending?.reject(new Error(message.message))
  }
}
