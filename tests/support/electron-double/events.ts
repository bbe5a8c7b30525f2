/** What the double's objects emit: events that can be prevented, from emitters that know which they can emit. */
import { EventEmitter } from 'node:events'

/** Events that never come in this run, as `ready-to-show` may not on Wayland: DOUBLE_WITHHELD=name,name. */
const withheld = new Set((process.env['DOUBLE_WITHHELD'] ?? '').split(',').filter(Boolean))

class PreventableEvent {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}

export interface ModelledEvents {
  /** The double emits these as Electron does. */
  emitted: readonly string[]
  /** Listeners may be added, so that an app's guards can be in place; only a test emits these. */
  neverEmitted: readonly string[]
}

/** An emitter that refuses listeners for events it knows nothing about: they would wait for ever. */
export class ModelledEmitter extends EventEmitter {
  constructor(name: string, { emitted, neverEmitted }: ModelledEvents) {
    super()
    const known = new Set<string | symbol>([...emitted, ...neverEmitted, 'newListener', 'removeListener'])
    this.on('newListener', (event: string | symbol) => {
      if (!known.has(event))
        throw new Error(`electron-double: ${name} event '${String(event)}' is not implemented`)
    })
  }

  /** What a listener throws stays with it: Electron calls it from outside of the app's code, and goes on. */
  override emit(event: string | symbol, ...args: unknown[]): boolean {
    // Node's own two are how a listener is refused above.
    if (event === 'newListener' || event === 'removeListener') return super.emit(event, ...args)
    if (withheld.has(String(event))) return false
    try {
      return super.emit(event, ...args)
    } catch (error) {
      queueMicrotask(() => {
        throw error
      })
      return true
    }
  }

  /** Emits an event that can be prevented; false when a listener did. `details` are its own properties. */
  emitPreventable(event: string, details: object = {}, ...args: unknown[]): boolean {
    const preventable = Object.assign(new PreventableEvent(), details)
    this.emit(event, preventable, ...args)
    return !preventable.defaultPrevented
  }
}
