/**
 * `contextBridge` between two worlds of one page: events carry clones of values and the numbers of functions and
 * promises, so that neither world ever holds an object of the other.
 */
// Runs in the page (page-scripts.ts ships the class's source): no imports, nothing but type imports from outside.
import type { PageGlobal } from './messages.ts'

type Packed =
  | { kind: 'function'; id: number }
  | { kind: 'promise'; id: number }
  | { kind: 'clone'; value: unknown }
  | { kind: 'array'; items: Packed[] }
  | { kind: 'object'; entries: [string, Packed][] }

type Outcome = { ok: true; value: Packed } | { ok: false; message: string }

type Message =
  | { type: 'expose'; name: string; api: Packed }
  | { type: 'call'; id: number; args: Packed[] }
  | { type: 'return'; outcome: Outcome }
  | { type: 'settle'; id: number; outcome: Outcome }

export class WorldBridge {
  private readonly page = globalThis as unknown as PageGlobal
  private readonly outgoing: string
  private readonly functions = new Map<number, (...args: unknown[]) => unknown>()
  private readonly settlers = new Map<number, (outcome: Outcome) => void>()
  private lastId = 0
  private returned: Outcome | undefined

  /** The names of the events it sends and receives; the other world's bridge has them the other way round. */
  constructor(outgoing: string, incoming: string) {
    this.outgoing = outgoing
    this.page.addEventListener(incoming, (event) => this.receive((event as CustomEvent<Message>).detail))
  }

  /** Makes a frozen copy of `api` a global of the other world. */
  expose(name: string, api: unknown): void {
    this.exchange({ type: 'expose', name, api: this.pack(api) })
  }

  private send(message: Message): void {
    this.page.dispatchEvent(new CustomEvent(this.outgoing, { detail: message }))
  }

  /** Events are dispatched synchronously: the other world's answer is there when `send` returns. */
  private exchange(message: Message): unknown {
    this.returned = undefined
    this.send(message)
    const outcome = this.returned as Outcome | undefined
    if (!outcome) throw new Error('electron-double: the other world did not answer')
    if (!outcome.ok) throw new Error(outcome.message)
    return this.unpack(outcome.value)
  }

  private receive(message: Message): void {
    switch (message.type) {
      case 'expose':
        return this.send({
          type: 'return',
          outcome: this.attempt(() => this.define(message.name, message.api)),
        })
      case 'call':
        return this.send({ type: 'return', outcome: this.attempt(() => this.run(message.id, message.args)) })
      case 'return':
        this.returned = message.outcome
        return
      case 'settle':
        this.settlers.get(message.id)?.(message.outcome)
        this.settlers.delete(message.id)
    }
  }

  private attempt(action: () => unknown): Outcome {
    try {
      return { ok: true, value: this.pack(action()) }
    } catch (error) {
      return this.failure(error)
    }
  }

  /** Only the message of an error crosses. */
  private failure(error: unknown): Outcome {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }

  private define(name: string, api: Packed): void {
    if (name in this.page)
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(this.page, name, { value: this.freeze(this.unpack(api)), enumerable: true })
  }

  private freeze(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    Object.values(value).forEach((item) => this.freeze(item))
    return Object.freeze(value)
  }

  private run(id: number, args: Packed[]): unknown {
    return this.functions.get(id)?.(...args.map((arg) => this.unpack(arg)))
  }

  private pack(value: unknown): Packed {
    if (typeof value === 'function') {
      this.functions.set(++this.lastId, value as (...args: unknown[]) => unknown)
      return { kind: 'function', id: this.lastId }
    }
    if (value instanceof Promise) return this.packPromise(value)
    if (!this.isLive(value, new Set())) return { kind: 'clone', value: this.clone(value) }
    if (Array.isArray(value)) return { kind: 'array', items: value.map((item) => this.pack(item)) }
    const entries = Object.entries(value as object)
    return { kind: 'object', entries: entries.map(([key, item]) => [key, this.pack(item)]) }
  }

  private packPromise(promise: Promise<unknown>): Packed {
    const id = ++this.lastId
    const settle = (outcome: Outcome) => this.send({ type: 'settle', id, outcome })
    promise.then(
      (value) => settle(this.attempt(() => value)),
      (error: unknown) => settle(this.failure(error)),
    )
    return { kind: 'promise', id }
  }

  /** Whether it has to be taken apart, because of a function, a promise or a class of one's own in it. */
  private isLive(value: unknown, seen: Set<unknown>): boolean {
    if (typeof value === 'function' || value instanceof Promise) return true
    if (typeof value !== 'object' || value === null || seen.has(value)) return false
    seen.add(value)
    if (Array.isArray(value)) return value.some((item) => this.isLive(item, seen))
    if (Object.prototype.toString.call(value) !== '[object Object]') return false
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) return true
    return Object.values(value).some((item) => this.isLive(item, seen))
  }

  /** Proxies cannot be cloned: Svelte's `$state` is one. */
  private clone(value: unknown): unknown {
    try {
      return structuredClone(value)
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }

  private unpack(packed: Packed): unknown {
    switch (packed.kind) {
      case 'clone':
        return packed.value
      case 'function':
        return (...args: unknown[]) =>
          this.exchange({ type: 'call', id: packed.id, args: args.map((arg) => this.pack(arg)) })
      case 'array':
        return packed.items.map((item) => this.unpack(item))
      case 'object':
        return Object.fromEntries(packed.entries.map(([key, item]) => [key, this.unpack(item)]))
      case 'promise':
        return new Promise((resolve, reject) => {
          this.settlers.set(packed.id, (outcome) => {
            if (outcome.ok) resolve(this.unpack(outcome.value))
            else reject(new Error(outcome.message))
          })
        })
    }
  }
}
