/** Values between the main process and the preload: a structured clone, written as JSON. */
// Also runs in the page (page-scripts.ts ships the functions' source): no imports, nothing but each other.

type Tagged =
  | { tag: 'undefined' }
  | { tag: 'number' | 'bigint'; text: string }
  | { tag: 'date'; time: number }
  | { tag: 'regexp'; source: string; flags: string }
  | { tag: 'map'; entries: [Wire, Wire][] }
  | { tag: 'set'; values: Wire[] }
  | { tag: 'error'; name: string; message: string; stack: string }
  | { tag: 'bytes'; type: string; bytes: number[] }
  | { tag: 'object'; entries: [string, Wire][] }
type Wire = null | string | number | boolean | Wire[] | Tagged

/** Throws Electron's "An object could not be cloned." for functions, proxies and whatever else cannot cross. */
export function encode(value: unknown): string {
  let clone: unknown
  try {
    clone = structuredClone(value)
  } catch {
    throw new Error('An object could not be cloned.')
  }
  return JSON.stringify(toWire(clone))
}

export function decode(text: string): unknown {
  return fromWire(JSON.parse(text) as Wire)
}

/** Precondition: the value is a structured clone, so that plain objects are all it has of one's own classes. */
export function toWire(value: unknown): Wire {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value === undefined) return { tag: 'undefined' }
  if (typeof value === 'bigint') return { tag: 'bigint', text: String(value) }
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { tag: 'number', text: '-0' }
    return Number.isFinite(value) ? value : { tag: 'number', text: String(value) }
  }
  if (Array.isArray(value)) return value.map(toWire)
  if (value instanceof Date) return { tag: 'date', time: value.getTime() }
  if (value instanceof RegExp) return { tag: 'regexp', source: value.source, flags: value.flags }
  if (value instanceof Map)
    return { tag: 'map', entries: [...value].map(([key, item]) => [toWire(key), toWire(item)]) }
  if (value instanceof Set) return { tag: 'set', values: [...value].map(toWire) }
  if (value instanceof Error) {
    return { tag: 'error', name: value.name, message: value.message, stack: value.stack ?? '' }
  }
  if (value instanceof ArrayBuffer)
    return { tag: 'bytes', type: 'ArrayBuffer', bytes: [...new Uint8Array(value)] }
  if (ArrayBuffer.isView(value)) {
    const bytes = [...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]
    return { tag: 'bytes', type: value.constructor.name, bytes }
  }
  const kind = Object.prototype.toString.call(value)
  if (kind !== '[object Object]') throw new Error(`electron-double: IPC of ${kind} is not implemented`)
  return { tag: 'object', entries: Object.entries(value).map(([key, item]) => [key, toWire(item)]) }
}

export function fromWire(wire: Wire): unknown {
  if (wire === null || typeof wire !== 'object') return wire
  if (Array.isArray(wire)) return wire.map(fromWire)
  switch (wire.tag) {
    case 'undefined':
      return undefined
    case 'number':
      return Number(wire.text)
    case 'bigint':
      return BigInt(wire.text)
    case 'date':
      return new Date(wire.time)
    case 'regexp':
      return new RegExp(wire.source, wire.flags)
    case 'map':
      return new Map(wire.entries.map(([key, item]) => [fromWire(key), fromWire(item)]))
    case 'set':
      return new Set(wire.values.map(fromWire))
    case 'error':
      return errorFromWire(wire)
    case 'bytes':
      return bytesFromWire(wire)
    case 'object':
      return Object.fromEntries(wire.entries.map(([key, item]) => [key, fromWire(item)]))
  }
}

export function errorFromWire({ name, message, stack }: Tagged & { tag: 'error' }): Error {
  const types = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }
  const Type = Object.hasOwn(types, name) ? types[name as keyof typeof types] : Error
  const error = new Type(message)
  error.stack = stack
  return error
}

export function bytesFromWire({ type, bytes }: Tagged & { tag: 'bytes' }): unknown {
  const { buffer } = Uint8Array.from(bytes)
  if (type === 'ArrayBuffer') return buffer
  const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[type]
  if (!View) throw new Error(`electron-double: IPC of ${type} is not implemented`)
  return new View(buffer)
}
