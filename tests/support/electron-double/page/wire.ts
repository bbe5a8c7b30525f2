/** Values between the main process and the preload: a structured clone, written as JSON. */
// Also runs in the page (page-scripts.ts ships the functions' source): no imports, nothing but each other.

type Tagged =
  | { tag: 'undefined' | 'hole' }
  | { tag: 'number' | 'bigint'; text: string }
  | { tag: 'date'; time: number }
  | { tag: 'regexp'; source: string; flags: string }
  | { tag: 'error'; name: string; message: string; stack: string }
  /** The one that was written as the n-th: a circle, or one object in two places. */
  | { tag: 'again'; number: number }
  | { tag: 'array'; items: Wire[] }
  | { tag: 'map'; entries: [Wire, Wire][] }
  | { tag: 'set'; values: Wire[] }
  | { tag: 'buffer'; bytes: number[] }
  | { tag: 'view'; type: string; buffer: Wire; offset: number; length: number }
  | { tag: 'object'; entries: [string, Wire][] }
type Wire = null | string | number | boolean | Tagged

/** Throws Electron's "An object could not be cloned." for functions, proxies and whatever else cannot cross. */
export function encode(value: unknown): string {
  let clone: unknown
  try {
    clone = structuredClone(value)
  } catch {
    throw new Error('An object could not be cloned.')
  }
  return JSON.stringify(toWire(clone, new Map()))
}

export function decode(text: string): unknown {
  return fromWire(JSON.parse(text) as Wire, [])
}

/** Precondition: the value is a structured clone, so that plain objects are all it has of one's own classes. */
export function toWire(value: unknown, seen: Map<object, number>): Wire {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value === undefined) return { tag: 'undefined' }
  if (typeof value === 'bigint') return { tag: 'bigint', text: String(value) }
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { tag: 'number', text: '-0' }
    return Number.isFinite(value) ? value : { tag: 'number', text: String(value) }
  }
  if (typeof value !== 'object')
    throw new Error(`electron-double: IPC of a ${typeof value} is not implemented`)
  const before = seen.get(value)
  if (before !== undefined) return { tag: 'again', number: before }
  seen.set(value, seen.size)
  return objectToWire(value, (item) => toWire(item, seen))
}

export function objectToWire(value: object, inner: (item: unknown) => Wire): Tagged {
  if (Array.isArray(value))
    return {
      tag: 'array',
      items: Array.from(value, (item, at) => (at in value ? inner(item) : { tag: 'hole' })),
    }
  if (value instanceof Date) return { tag: 'date', time: value.getTime() }
  if (value instanceof RegExp) return { tag: 'regexp', source: value.source, flags: value.flags }
  if (value instanceof Map)
    return {
      tag: 'map',
      entries: Array.from(value, ([key, item]): [Wire, Wire] => [inner(key), inner(item)]),
    }
  if (value instanceof Set) return { tag: 'set', values: Array.from(value, inner) }
  if (value instanceof Error)
    return { tag: 'error', name: value.name, message: value.message, stack: value.stack ?? '' }
  if (value instanceof ArrayBuffer) return { tag: 'buffer', bytes: Array.from(new Uint8Array(value)) }
  if (ArrayBuffer.isView(value)) {
    const length = 'length' in value ? (value.length as number) : value.byteLength
    const { buffer, byteOffset: offset } = value
    return { tag: 'view', type: value.constructor.name, buffer: inner(buffer), offset, length }
  }
  const kind = Object.prototype.toString.call(value)
  if (kind !== '[object Object]') throw new Error(`electron-double: IPC of ${kind} is not implemented`)
  return { tag: 'object', entries: Object.entries(value).map(([key, item]) => [key, inner(item)]) }
}

/** `made`: the objects so far, in the order in which they were written. */
export function fromWire(wire: Wire, made: unknown[]): unknown {
  if (wire === null || typeof wire !== 'object') return wire
  const inner = (item: Wire) => fromWire(item, made)
  const keep = <T>(value: T): T => {
    made.push(value)
    return value
  }
  switch (wire.tag) {
    case 'undefined':
    case 'hole':
      return undefined
    case 'number':
      return Number(wire.text)
    case 'bigint':
      return BigInt(wire.text)
    case 'again':
      return made[wire.number]
    case 'date':
      return keep(new Date(wire.time))
    case 'regexp':
      return keep(new RegExp(wire.source, wire.flags))
    case 'error':
      return keep(errorFromWire(wire))
    case 'buffer':
      return keep(Uint8Array.from(wire.bytes).buffer)
    case 'view': {
      const at = made.push(null) - 1
      return (made[at] = viewFromWire(wire, inner(wire.buffer) as ArrayBuffer))
    }
    case 'array': {
      const list = keep(Array<unknown>(wire.items.length))
      for (const [at, item] of wire.items.entries())
        if (item === null || typeof item !== 'object' || item.tag !== 'hole') list[at] = inner(item)
      return list
    }
    case 'map': {
      const map = keep(new Map())
      for (const [key, item] of wire.entries) map.set(inner(key), inner(item))
      return map
    }
    case 'set': {
      const set = keep(new Set())
      for (const item of wire.values) set.add(inner(item))
      return set
    }
    case 'object': {
      const object = keep({})
      for (const [key, item] of wire.entries)
        Object.defineProperty(object, key, {
          value: inner(item),
          enumerable: true,
          configurable: true,
          writable: true,
        })
      return object
    }
  }
}

export function errorFromWire({ name, message, stack }: Tagged & { tag: 'error' }): Error {
  const types = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }
  const Type = Object.hasOwn(types, name) ? types[name as keyof typeof types] : Error
  const error = new Type(message)
  error.stack = stack
  return error
}

export function viewFromWire(
  { type, offset, length }: Tagged & { tag: 'view' },
  buffer: ArrayBuffer,
): unknown {
  const views = globalThis as unknown as Record<string, new (buffer: ArrayBuffer, ...at: number[]) => unknown>
  const View = views[type]
  if (!View) throw new Error(`electron-double: IPC of ${type} is not implemented`)
  return new View(buffer, offset, length)
}
