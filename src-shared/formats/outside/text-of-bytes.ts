// The text that bytes from outside hold, whatever encoding a program saved it in (docs/formats/text-from-outside.md#bytes).
const BYTE_ORDER_MARKS = [
  { encoding: 'utf-8', mark: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const

/** So many bytes are looked at where no mark says what they are. */
const SAMPLE_BYTES = 64

/**
 * Encodings alone are undone, no character: profiles and certificates are read through it too. What is well-formed in no
 * encoding comes with U+FFFD in its place, for the reader of the text to refuse.
 */
export function textOfBytes(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

/** PowerShell's `>` writes UTF-16 with its mark, other programs without; a letter of ASCII in UTF-16 has a zero beside it. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  if (marked) return marked.encoding
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  if (sample.length < 4) return 'utf-8'
  const zerosAt = (parity: 0 | 1) => sample.filter((byte, index) => index % 2 === parity && byte === 0).length
  const [even, odd] = [zerosAt(0), zerosAt(1)]
  if (even === 0 && odd > sample.length / 4) return 'utf-16le'
  return odd === 0 && even > sample.length / 4 ? 'utf-16be' : 'utf-8'
}
