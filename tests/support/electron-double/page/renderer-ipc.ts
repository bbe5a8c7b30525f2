/** `ipcRenderer`, as a sandboxed preload has it. */
// Runs in the page (page-scripts.ts ships the class's source) beside wire.ts.
import type { FromPreload, ToPreload } from './messages.ts'
import { decode, encode } from './wire.ts'

type Listener = (event: object, ...args: unknown[]) => void

interface Pending {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

export class RendererIpc {
  private readonly post: (message: FromPreload) => void
  private readonly pending = new Map<number, Pending>()
  private readonly listeners: { channel: string; listener: Listener; once: boolean }[] = []
  private lastId = 0

  constructor(post: (message: FromPreload) => void) {
    this.post = post
    // The bridge copies enumerable properties, and a preload easily returns what `removeListener` returned.
    for (const field of Object.keys(this)) Object.defineProperty(this, field, { enumerable: false })
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

  on(channel: string, listener: Listener): this {
    this.listeners.push({ channel, listener, once: false })
    return this
  }

  addListener(channel: string, listener: Listener): this {
    return this.on(channel, listener)
  }

  once(channel: string, listener: Listener): this {
    this.listeners.push({ channel, listener, once: true })
    return this
  }

  off(channel: string, listener: Listener): this {
    const index = this.listeners.findIndex(
      (entry) => entry.channel === channel && entry.listener === listener,
    )
    if (index >= 0) this.listeners.splice(index, 1)
    return this
  }

  removeListener(channel: string, listener: Listener): this {
    return this.off(channel, listener)
  }

  removeAllListeners(channel: string): this {
    for (const entry of this.listeners.filter((other) => other.channel === channel))
      this.off(channel, entry.listener)
    return this
  }

  /** A message of the main process has come. */
  receive(message: ToPreload): void {
    if (message.type === 'message') return this.dispatch(message.channel, decode(message.args) as unknown[])
    const pending = this.pending.get(message.id)
    this.pending.delete(message.id)
    if (message.type === 'reply') pending?.resolve(decode(message.value))
    else pending?.reject(new Error(message.message))
  }

  private dispatch(channel: string, args: unknown[]): void {
    for (const { listener, once } of this.listeners.filter((entry) => entry.channel === channel)) {
      if (once) this.off(channel, listener)
      listener({ sender: this, ports: [] }, ...args)
    }
  }
}
