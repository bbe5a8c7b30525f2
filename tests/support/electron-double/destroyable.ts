/** Windows and their contents refuse to be used once they are gone, as Electron's do. */
import { EventEmitter } from 'node:events'

/** After `isDestroyed`, every member of the target's classes throws, but for `isDestroyed` and an emitter's own. */
export function destroyable<Target extends EventEmitter>(target: Target, isDestroyed: () => boolean): Target {
  const prototype: unknown = Object.getPrototypeOf(target)
  const refuses = (key: string | symbol) =>
    key in (prototype as object) && !(key in EventEmitter.prototype) && key !== 'isDestroyed'
  return new Proxy(target, {
    get(object, key, receiver) {
      if (isDestroyed() && refuses(key)) throw new TypeError('Object has been destroyed')
      return Reflect.get(object, key, receiver) as unknown
    },
  })
}
