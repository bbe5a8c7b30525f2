// Signs an answer of the activation server (docs/protocol.md#signed-answers).
import { hash, sign, type KeyObject } from 'node:crypto'
import { answerSigningText, formatSignatureHeader } from '#shared/formats/response-signature.ts'

export interface AnswerToSign {
  readonly method: string
  /** Path and query exactly as requested. */
  readonly target: string
  /** The Host header verbatim, with its port: that is what Keygen's Go client checks against. */
  readonly host: string
  /** As bytes, or the text that they are in UTF-8. */
  readonly body: Uint8Array | string
}

/** The headers that make an answer provable; date and digest twice, as Keygen does: a proxy may put its own `Date` in place. `now`: milliseconds since 1970; `accountId` becomes the keyid. */
export function signAnswer(answer: AnswerToSign, now: number, accountId: string, privateKey: KeyObject) {
  const date = new Date(now).toUTCString()
  const digest = `sha-256=${hash('sha256', answer.body, 'base64')}`
  const { target, host } = answer
  const text = answerSigningText({ method: answer.method.toLowerCase(), target, host, date, digest })
  const signature = sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64')
  return {
    Date: date,
    Digest: digest,
    'Keygen-Date': date,
    'Keygen-Digest': digest,
    'Keygen-Signature': formatSignatureHeader(accountId, signature),
  }
}
