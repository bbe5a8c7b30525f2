// Which 32 bytes may be a key of somebody: by RFC 8032 a point, and by what libraries refuse each in its own way, no other spelling
// of it and none under which a signature without a private key holds.
const P = 2n ** 255n - 19n
/** Of a point of order 8; the other such is P less it. */
const OF_ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n
/** The second coordinates of all points whose order divides 8, and what is none of the field. */
const REFUSED = [0n, 1n, OF_ORDER_8, P - OF_ORDER_8]
for (let y = P - 1n; y >> 255n === 0n; y += 1n) REFUSED.push(y)

/** The topmost bit is the sign of the first coordinate. */
const SPELLED = new Set(REFUSED.flatMap((y) => [spelled(y), spelled(y | (1n << 255n))]))

function spelled(number: bigint): string {
  let hex = ''
  for (let left = number + (1n << 256n); left > 1n; left >>= 8n)
    hex += (256n + (left & 255n)).toString(16).slice(1)
  return hex
}

/** `hex`: 64 small digits. */
export const isSigningPoint = (hex: string): boolean => !SPELLED.has(hex)
