// How a stored key is verified without this program: commands for a shell with OpenSSL 3, word by word as they are printed
// (docs/formats/machine-file.md#text, docs/formats/typed-key-v1.md#binding).
import { armoredKind } from '../formats/armor.ts'
import { readEnvelope, type Envelope } from '../formats/envelope.ts'
import type { Primitives } from '../formats/primitives.ts'
import { readRows } from '../formats/typed-key/read-rows.ts'
import { SIGNATURE_BYTES } from '../formats/typed-key/shape.ts'

export interface StoredKey {
  /** Where it lies. */
  readonly path: string
  readonly text: string
  readonly code: string
  readonly uniqueKey: string
  /** In PEM. */
  readonly publicKey: string
}

/** `content` is there where the key says it in a form that can be read. */
export interface VerificationSteps {
  readonly signature: string
  readonly content: string | null
}

/** Null: the stored text holds, but was changed on its way here, and these commands would not undo that. */
export function verificationSteps(key: StoredKey, primitives: Primitives): VerificationSteps | null {
  return armoredKind(key.text) === 'machine' ? fileSteps(key, primitives) : typedSteps(key)
}

function fileSteps(key: StoredKey, primitives: Primitives): VerificationSteps | null {
  const envelope = readEnvelope(key.text, primitives)
  if (!envelope.ok || !isPlain(key.text, envelope.value, primitives)) return null
  return {
    signature: [
      `FILE=${quoted(key.path)}`,
      'cd "$(mktemp -d)"',
      `sed '/BEGIN MACHINE FILE/,/END MACHINE FILE/!d;/-----/d' "$FILE" | tr -d ' \\t\\r\\n>' |`,
      `  openssl base64 -d -A | tr -d '\\n' > file.json`,
      `sed 's/.*"enc" *: *"\\([^"]*\\)".*/\\1/' file.json | tr -d '\\n' > enc`,
      `sed 's/.*"sig" *: *"\\([^"]*\\)".*/\\1/' file.json | openssl base64 -d -A > signature`,
      `(printf '%s/' machine; cat enc) > signed`,
      ...verifying(key.publicKey),
    ].join('\n'),
    content:
      envelope.value.algorithm === 'base64+ed25519'
        ? 'openssl base64 -d -A -in enc'
        : [
            'IFS= read -r CODE',
            `KEY=$(printf '%s%s' "$CODE" ${quoted(key.uniqueKey)} |`,
            '  openssl dgst -sha256 -r | cut -c 1-64)',
            `IV=$(cut -d . -f 2 enc | tr -d '\\n' | openssl base64 -d -A | od -A n -t x1 | tr -d ' \\n')`,
            `cut -d . -f 1 enc | tr -d '\\n' | openssl base64 -d -A |`,
            '  openssl enc -d -aes-256-ctr -K "$KEY" -iv "${IV}00000002"',
          ].join('\n'),
  }
}

/** What the commands above would find, found here. */
function isPlain(text: string, { enc, signature }: Envelope, primitives: Primitives): boolean {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.includes('BEGIN MACHINE FILE'))
  const last = lines.findIndex((line, index) => index > first && line.includes('END MACHINE FILE'))
  const block = lines.slice(first, last).filter((line) => !line.includes('-----'))
  const bytes = primitives.decodeBase64(block.join('').replaceAll(/[ \t\r>]/g, ''))
  const json = bytes && primitives.decodeUtf8(bytes)
  const found = (name: string) => new RegExp(`^.*"${name}" *: *"([^"]*)"`, 's').exec(json ?? '')?.[1]
  const sig = primitives.decodeBase64(found('sig') ?? '')
  return found('enc') === enc && sig !== null && sig.join() === signature.join()
}

function typedSteps(key: StoredKey): VerificationSteps | null {
  const rows = readRows(key.text)
  if (!rows.ok) return null
  const { payload, signature } = rows.value
  const bytes = [...payload, ...signature]
  const letters = Math.ceil((bytes.length * 8) / 5)
  if (plainLetters(key.text).slice(0, letters) !== inBase32(bytes, letters)) return null
  return {
    signature: [
      `FILE=${quoted(key.path)}`,
      'IFS= read -r CODE',
      'cd "$(mktemp -d)"',
      `sed 's/^ *[0-9]*[:.)] *//' "$FILE" | tr -d ' \\t\\r-' | sed 's/..$//' | tr -d '\\n' | head -c ${letters} |`,
      `  tr '${LETTERS}${LETTERS.toLowerCase()}' '${BASE32}${BASE32}' > letters`,
      `(cat letters; printf '%s' '${'='.repeat((8 - (letters % 8)) % 8)}') | base32 -d > key.bin`,
      `head -c ${payload.length} key.bin > payload; tail -c ${SIGNATURE_BYTES} key.bin > signature`,
      `(printf 'typed-key/v1\\000${u32(payload.length)}'; cat payload; printf '${u32(byteLength(key.code))}'`,
      ` printf '%s' "$CODE"; printf '${u32(byteLength(key.uniqueKey))}'; printf '%s' ${quoted(key.uniqueKey)}) > signed`,
      ...verifying(key.publicKey),
    ].join('\n'),
    content: null,
  }
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What the commands above make of the rows. */
const plainLetters = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/^ *[0-9]*[:.)] */, '').replaceAll(/[ \t\r-]/g, ''))
    .map((line) => line.slice(0, -2))
    .join('')
    .toUpperCase()

function inBase32(bytes: readonly number[], letters: number): string {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: letters }, (_, index) =>
    LETTERS.charAt(parseInt(bits.slice(index * 5, index * 5 + 5).padEnd(5, '0'), 2)),
  ).join('')
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** Four bytes, big-endian, as `printf` takes them. */
const u32 = (value: number): string =>
  [24, 16, 8, 0].map((shift) => `\\${((value >>> shift) & 255).toString(8).padStart(3, '0')}`).join('')

const verifying = (publicKey: string): string[] => [
  "cat > vendor.pem <<'END'",
  publicKey.trim(),
  'END',
  'openssl pkeyutl -verify -pubin -inkey vendor.pem -rawin -in signed -sigfile signature',
]

/** As a shell takes it literally. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
