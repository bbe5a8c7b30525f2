/** Members the double lacks throw by name instead of being `undefined`. */
// Also runs in the page (page-scripts.ts ships its source): no imports, nothing from outside the function.

export function strict<Target extends object>(name: string, target: Target): Target {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (key in object) return Reflect.get(object, key, receiver) as unknown
      // `await` looks for `then`, JSON for `toJSON`, consoles for symbols: on any value, not because it is used.
      if (typeof key === 'symbol' || key === 'then' || key === 'toJSON') return undefined
      throw new Error(`electron-double: ${name}.${key} is not implemented`)
    },
  })
}
