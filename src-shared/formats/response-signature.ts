// Signed answers of an activation server (docs/protocol.md#signed-answers): the text that is signed and the header
// that carries it.

export interface SignedAnswer {
  /** Lower case. */
  readonly method: string
  /** Path and query exactly as requested. */
  readonly target: string
  readonly host: string
  readonly date: string
  /** `sha-256=` and base64 of the body's SHA-256. */
  readonly digest: string
}

export function answerSigningText(answer: SignedAnswer): string {
  return [
    `(request-target): ${answer.method} ${answer.target}`,
    `host: ${answer.host}`,
    `date: ${answer.date}`,
    `digest: ${answer.digest}`,
  ].join('\n')
}

export interface SignatureHeader {
  readonly keyId: string
  readonly algorithm: string
  readonly signature: string
  readonly headers: string
}

/** Null where a field is missing or the header is not a list of `name="value"`. */
export function parseSignatureHeader(header: string): SignatureHeader | null {
  const fields = new Map<string, string>()
  for (const part of header.split(/,\s*(?=[a-z]+=")/)) {
    const match = /^([a-z]+)="([^"]*)"$/.exec(part.trim())
    if (!match?.[1]) return null
    fields.set(match[1], match[2] ?? '')
  }
  const [keyId, algorithm, signature, headers] = ['keyid', 'algorithm', 'signature', 'headers'].map((name) =>
    fields.get(name),
  )
  if (!keyId || !algorithm || !signature || !headers) return null
  return { keyId, algorithm, signature, headers }
}

export function formatSignatureHeader(keyId: string, signature: string): string {
  return `keyid="${keyId}", algorithm="ed25519", signature="${signature}", headers="(request-target) host date digest"`
}
