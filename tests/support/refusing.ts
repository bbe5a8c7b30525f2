/** A value that can be imported and passed around, and throws as soon as it is used. */

/** `complain` turns the member that was used, like `Tray` or `app.getPath`, into the error's text. */
export function refusing(name: string, complain: (member: string) => string): unknown {
  const refuse = (member: string): never => {
    throw new Error(complain(member))
  }
  const nothing = function () {} // only a function can be called and constructed through a Proxy
  return new Proxy(nothing, {
    get: (_target, key) => (isProbe(key) ? undefined : refuse(`${name}.${String(key)}`)),
    set: (_target, key) => refuse(`${name}.${String(key)}`),
    apply: () => refuse(name),
    construct: () => refuse(name),
  })
}

/** What the language and consoles look up on any value they meet: `await` reads `then`, JSON reads `toJSON`. */
function isProbe(key: string | symbol): boolean {
  return typeof key === 'symbol' || key === 'then' || key === 'toJSON'
}
