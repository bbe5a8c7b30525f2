// Which 32 bytes may be a key of somebody: by RFC 8032 a point, and by what libraries refuse each in its own way, no other spelling
// of it and none under which a signature without a private key holds.
const P = 2n ** 255n - 19n
/** Of a point of order 8; the other such is P less it. */
const OF_ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n
/** The second coordinates of all points whose order divides 8. */
const SMALL: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, OF_ORDER_8, P - OF_ORDER_8])

/** `hex`: 64 small digits. */
export function isSigningPoint(hex: string): boolean {
  let number = 0n
  for (let at = hex.length; at > 0; at -= 2) number = (number << 8n) | BigInt(`0x${hex.slice(at - 2, at)}`)
  // The topmost bit is the sign of the first coordinate.
  const y = BigInt.asUintN(255, number)
  return y < P && !SMALL.has(y)
}
