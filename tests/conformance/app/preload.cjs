/* global process */
// The preload of the app that conformance runs in: code of a row is evaluated here, on its way through the page.
const electron = require('electron')

Object.assign(globalThis, {
  contextBridge: electron.contextBridge,
  ipcRenderer: electron.ipcRenderer,
  requireHere: require,
  processHere: process,
  describe,
})

electron.contextBridge.exposeInMainWorld('inPreload', (code) => (0, eval)(code))

/** What has come, in words: the class, and what it holds. */
function describe(value) {
  if (Array.isArray(value)) {
    const items = Array.from(value, (item, at) => (at in value ? describe(item) : 'hole'))
    return `[${items.join()}]`
  }
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string' && value.length > 100) return `${value.length} characters`
  if (value === null || typeof value !== 'object') return String(value)
  const kind = Object.getPrototypeOf(value)?.constructor?.name
  if (value instanceof Date) return `Date ${value.getTime()}`
  if (value instanceof Map) return `Map ${describe([...value])}`
  if (value instanceof Set) return `Set ${describe([...value])}`
  if (value instanceof Error) return `${kind} ${value.message} ${Object.keys(value).join()}`.trim()
  if (value instanceof ArrayBuffer) return `ArrayBuffer ${value.byteLength}`
  if (ArrayBuffer.isView(value)) return `${kind} ${[...value].join()} of ${value.buffer.byteLength}`
  if (value instanceof RegExp) return String(value)
  if (value.self === value) return `cyclic ${Object.keys(value).join()}`
  const entries = Object.entries(value).map(([key, item]) => `${key}:${describe(item)}`)
  return `${kind ?? 'null'} {${entries.join()}}`
}
