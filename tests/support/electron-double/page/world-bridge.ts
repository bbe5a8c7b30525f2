/**
 * `contextBridge` between two worlds of one page: events carry clones of values and the numbers of functions, symbols
 * and promises, so that neither world ever holds an object of the other.
 */
// Runs in the page (page-scripts.ts ships the class's source): no imports, nothing but type imports from outside.
import type { PageGlobal } from './messages.ts'

type Packed =
  | { kind: 'mine' | 'yours'; type: 'function' | 'symbol'; id: number; text?: string | undefined }
  | { kind: 'promise'; id: number }
  | { kind: 'clone'; value: unknown }
  | { kind: 'error'; message: string }
  | { kind: 'array'; number: number; items: Packed[] }
  | { kind: 'object'; number: number; entries: [string, Packed][] }
  | { kind: 'again'; number: number }

type Outcome = { ok: boolean; value: Packed }
type Callable = (...args: unknown[]) => unknown

type Message =
  | { type: 'expose'; name: string; api: Packed }
  | { type: 'call'; id: number; args: Packed[] }
  | { type: 'return'; outcome: Outcome }
  | { type: 'settle'; id: number; outcome: Outcome }

export class WorldBridge {
  private readonly page = globalThis as unknown as PageGlobal
  private readonly outgoing: string
  /** What the other world knows of this one, and this one of the other, by number. */
  private readonly mine = new Map<number, unknown>()
  private readonly yours = new Map<number, unknown>()
  private readonly numbers = new Map<unknown, { kind: 'mine' | 'yours'; id: number }>()
  /** What a method takes for `this`: the object that it was a member of. */
  private readonly holders = new Map<number, unknown>()
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
    if (!outcome.ok) throw this.unpack(outcome.value)
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

  /** Only the message of an error crosses, and nothing of what is none. */
  private attempt(action: () => unknown): Outcome {
    try {
      return { ok: true, value: this.pack(action()) }
    } catch (error) {
      const lost =
        'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.'
      return { ok: false, value: { kind: 'error', message: error instanceof Error ? error.message : lost } }
    }
  }

  private define(name: string, api: Packed): void {
    if (name in this.page)
      throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(this.page, name, { value: this.freeze(this.unpack(api)), enumerable: true })
  }

  private freeze(value: unknown): unknown {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
    if (!isObject || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value
    Object.freeze(value)
    Object.values(value).forEach((item) => this.freeze(item))
    return value
  }

  private run(id: number, args: Packed[]): unknown {
    const called = this.mine.get(id) as Callable
    return called.apply(this.holders.get(id), this.unpackAll(args))
  }

  /** `seen`: what is packed already, so that a circle ends and what is given twice is one thing. */
  private pack(value: unknown, seen = new Map<unknown, number>(), depth = 0, holder?: object): Packed {
    if (depth > 1000)
      throw new TypeError(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      )
    if (typeof value === 'function' || typeof value === 'symbol')
      return this.packByNumber(value as Callable, holder)
    if (typeof value !== 'object' || value === null) return { kind: 'clone', value }
    if (value instanceof Promise) return this.packPromise(value)
    if (value instanceof Error) return { kind: 'error', message: value.message }
    const before = seen.get(value)
    if (before !== undefined) return { kind: 'again', number: before }
    const isList = Array.isArray(value)
    const inner = (item: unknown) => this.pack(item, seen, depth + 1, value)
    if (!isList && Object.prototype.toString.call(value) !== '[object Object]') return this.clone(value)
    this.refuseProxy(value)
    const number = seen.size
    seen.set(value, number)
    if (isList) return { kind: 'array', number, items: Array.from(value, inner) }
    const entries = Object.keys(value).map((key): [string, Packed] => [
      key,
      inner((value as Record<string, unknown>)[key]),
    ])
    return { kind: 'object', number, entries }
  }

  private packByNumber(value: Callable | symbol, holder: object | undefined): Packed {
    const type = typeof value as 'function' | 'symbol'
    const known = this.numbers.get(value) ?? { kind: 'mine', id: ++this.lastId }
    if (known.kind === 'mine') {
      this.mine.set(known.id, value)
      this.numbers.set(value, known)
      if (holder !== undefined) this.holders.set(known.id, holder)
    }
    return { ...known, type, ...(typeof value === 'symbol' ? { text: value.description } : {}) }
  }

  private packPromise(promise: Promise<unknown>): Packed {
    const id = ++this.lastId
    const settle = (outcome: Outcome) => this.send({ type: 'settle', id, outcome })
    const rejected = (error: unknown) => ({ ...this.attempt(() => error), ok: false })
    promise.then(
      (value) => settle(this.attempt(() => value)),
      (error: unknown) => settle(rejected(error)),
    )
    return { kind: 'promise', id }
  }

  private clone(value: object): Packed {
    try {
      return { kind: 'clone', value: structuredClone(value) }
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }

  /** Svelte's `$state` is one. A page cannot ask, but Chromium names what it does not clone. */
  private refuseProxy(value: object): void {
    if (Object.values(Object.getOwnPropertyDescriptors(value)).some((member) => 'get' in member)) return
    try {
      structuredClone(value)
    } catch (error) {
      if (/: (#<Object>|\[object Object\]) could not be cloned/.test(String(error)))
        throw new Error('An object could not be cloned.', { cause: error })
    }
  }

  private unpackAll(packed: Packed[]): unknown[] {
    const made = new Map<number, unknown>()
    return packed.map((one) => this.unpack(one, made))
  }

  private unpack(packed: Packed, made = new Map<number, unknown>()): unknown {
    switch (packed.kind) {
      case 'clone':
        return packed.value
      case 'error':
        return new Error(packed.message)
      case 'again':
        return made.get(packed.number)
      case 'yours': // from there, so it is of here
        return this.mine.get(packed.id)
      case 'mine':
        return this.yours.get(packed.id) ?? this.take(packed)
      case 'array': {
        const list: unknown[] = []
        made.set(packed.number, list)
        for (const item of packed.items) list.push(this.unpack(item, made))
        return list
      }
      case 'object': {
        const object = {}
        made.set(packed.number, object)
        for (const [key, item] of packed.entries)
          Object.defineProperty(object, key, {
            value: this.unpack(item, made),
            enumerable: true,
            configurable: true,
            writable: true,
          })
        return object
      }
      case 'promise':
        return new Promise((resolve, reject) => {
          this.settlers.set(packed.id, ({ ok, value }) => (ok ? resolve : reject)(this.unpack(value)))
        })
    }
  }

  /** What stands here for a function or a symbol of the other world. */
  private take({ type, id, text }: Packed & { kind: 'mine' | 'yours' }): unknown {
    const call = (...args: unknown[]) => {
      const seen = new Map<unknown, number>()
      return this.exchange({ type: 'call', id, args: args.map((arg) => this.pack(arg, seen)) })
    }
    const stand = type === 'symbol' ? Symbol(text) : call
    this.yours.set(id, stand)
    this.numbers.set(stand, { kind: 'yours', id })
    return stand
  }
}
