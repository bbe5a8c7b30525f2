// The server's own certificate and its key, for those who put no proxy in front of it (docs/vendor-guide.md#tls).
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { iso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { Fault } from '../fault.ts'
import type { Certificate } from '../http/secure-server.ts'
import { readFileAtMost } from './bounded-input.ts'

/** Paths of PEM files; the certificate's with those between it and the authority behind it. */
export interface CertificateFiles {
  readonly certificate: string
  readonly key: string
}

/** Bytes: a chain of some certificates has a few thousand. */
const MOST = 262_144

/** Refuses (`certificate_not_usable`) what no client would take: no PEM, a key of another certificate, one that has ended. */
export function readCertificate(files: CertificateFiles, now: number): Result<Certificate, Fault> {
  try {
    return ok(readUsable(files, now))
  } catch (error) {
    if (error instanceof Fault) return err(error)
    throw error
  }
}

function readUsable(files: CertificateFiles, now: number): Certificate {
  const cert = bytesOf(files.certificate)
  const key = bytesOf(files.key)
  const certificate = must(
    () => new X509Certificate(cert),
    (words) => words.noCertificate(files.certificate),
  )
  const privateKey = must(
    () => createPrivateKey(key),
    (words) => words.noPrivateKey(files.key),
  )
  if (!certificate.checkPrivateKey(privateKey))
    throw fault((words) => words.keyOfOtherCertificate(files.certificate, files.key))
  must(
    () => createSecureContext({ cert, key }),
    (words) => words.noCertificate(files.certificate),
  )
  const until = Date.parse(certificate.validTo)
  if (until < now) throw fault((words) => words.certificateEnded(files.certificate, iso(until)))
  return { cert, key, until }
}

type Say = ConstructorParameters<typeof Fault>[1]

const fault = (say: Say): Fault => new Fault('certificate_not_usable', say)

function must<T>(read: () => T, say: Say): T {
  try {
    return read()
  } catch {
    throw fault(say)
  }
}

function bytesOf(file: string): Buffer {
  try {
    const bytes = readFileAtMost(file, MOST)
    if (bytes !== null) return bytes
  } catch (error) {
    const { code = 'UNKNOWN' } = error as NodeJS.ErrnoException
    throw fault((words) => words.certificateNotRead(file, code))
  }
  throw fault((words) => words.noCertificate(file))
}
