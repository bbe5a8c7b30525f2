// The TLS step of a link: strict, and where it fails, a look at the certificate that was shown instead.
import type { Socket } from 'node:net'
import type { PeerCertificate, SecureContext, TLSSocket } from 'node:tls'
import { isIP } from 'node:net'
import { cutText } from '#shared/cut-text.ts'
import { failure } from '#shared/contract/errors.ts'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { reasonOf, untilReady, type LinkFailure } from './failures.ts'
import { hostOf } from './way.ts'

export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  readonly from: string
  readonly until: string
  /** What it is for, e.g. `activation.vendor.example`. */
  readonly names: string
}

export async function startTls(
  socket: Socket,
  url: URL,
  trust: SecureContext,
  signal: AbortSignal,
): Promise<Result<TLSSocket, unknown>> {
  try {
    return ok(await handshake(socket, url, trust, true, signal))
  } catch (error) {
    return err(error)
  }
}

/**
 * SECURITY: the one place that does not insist on a certificate. It looks at it and hangs up: nothing is sent over
 * this connection, and nothing is read. docs/SECURITY.md#tls
 */
export async function lookAtCertificate(
  socket: Socket,
  url: URL,
  trust: SecureContext,
  signal: AbortSignal,
): Promise<CertificateFacts | null> {
  try {
    const secured = await handshake(socket, url, trust, false, signal)
    const facts = certificateFacts(secured)
    secured.destroy()
    return facts
  } catch {
    return null
  }
}

async function handshake(
  socket: Socket,
  url: URL,
  secureContext: SecureContext,
  strict: boolean,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const host = hostOf(url)
  // With an import every command would load it, and most need no network.
  const { connect } = process.getBuiltinModule('node:tls')
  const secured = connect({
    socket,
    host,
    secureContext,
    rejectUnauthorized: strict,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) ? {} : { servername: host }),
  })
  await untilReady(secured, 'secureConnect', signal)
  return secured
}

export function certificateFacts(socket: TLSSocket): CertificateFacts | null {
  const certificate = socket.getPeerCertificate()
  if (!('valid_to' in certificate)) return null
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    from: iso(Date.parse(certificate.valid_from)),
    until: iso(Date.parse(certificate.valid_to)),
    names: namesOf(certificate.subjectaltname ?? ''),
  }
}

/** The first of the names that a certificate is for: a stranger chose how many there are. */
function namesOf(alternatives: string): string {
  const kinds = ['DNS:', 'IP Address:']
  const names = alternatives.slice(0, 2000).split(', ', 20)
  return names.map((name) => name.slice(kinds.find((kind) => name.startsWith(kind))?.length ?? 0)).join(', ')
}

function nameOf({ CN, O }: PeerCertificate['subject']): string {
  const [common, organization] = [CN, O].map((part) => (Array.isArray(part) ? part[0] : part) ?? '')
  const name = common && organization ? `${common} (${organization})` : common || organization || '?'
  return cutText(name, 200)
}

const DATES = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])
/** OpenSSL's names for a chain that ends at nobody who is trusted: https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/ */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT|VERIFY)\w*|CERT_(UNTRUSTED|REJECTED|REVOKED|SIGNATURE_FAILURE|CHAIN_TOO_LONG)|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/

/** A failed handshake in words; `facts`: what was shown, where it could be looked at. */
export function tlsFailure(
  error: unknown,
  server: string,
  facts: CertificateFacts | null,
  clock: string,
): LinkFailure {
  const reason = reasonOf(error)
  const { issuer, names, from, until } = facts ?? { issuer: '?', names: '?', from: '?', until: '?' }
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return failure('tls_wrong_host', { server, names: cutText(names, 300) || '?', issuer })
  if (DATES.has(reason)) return failure('tls_expired', { server, from, until, clock })
  return UNTRUSTED.test(reason)
    ? failure('tls_untrusted', { server, issuer })
    : failure('tls_failed', { server, reason })
}

export const isCertificateProblem = (error: unknown): boolean => {
  const reason = reasonOf(error)
  return reason === 'ERR_TLS_CERT_ALTNAME_INVALID' || DATES.has(reason) || UNTRUSTED.test(reason)
}
