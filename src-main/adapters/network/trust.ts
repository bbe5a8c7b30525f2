// Whose certificates are believed: the bundled ones, the operating system's, and those of an administrator's file.
import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'

const MAX_FILE_BYTES = 1_048_576

let known: { readonly file: string | null; readonly stamp: string; readonly context: SecureContext } | null =
  null

/** Reading the system's store takes a tenth of a second, so it is done once, and not before TLS is needed. */
export function trustWith(caFile: string | null): Result<SecureContext, Failure<'ca_file_not_usable'>> {
  const own = caFile === null ? ok([]) : readCaFile(caFile)
  if (!own.ok) return own
  const stamp = own.value.join('')
  if (known?.file !== caFile || known.stamp !== stamp) {
    const ca = [...new Set([...getCACertificates('default'), ...systemCertificates(), ...own.value])]
    known = { file: caFile, stamp, context: createSecureContext({ ca }) }
  }
  return ok(known.context)
}

let system: readonly string[] | null = null

/** Where the runtime cannot read the system's store, the bundled certificates still count. */
function systemCertificates(): readonly string[] {
  try {
    return (system ??= getCACertificates('system'))
  } catch {
    return (system = [])
  }
}

/** One certificate or several in PEM, or one in DER, as Windows saves it. */
export function readCaFile(file: string): Result<readonly string[], Failure<'ca_file_not_usable'>> {
  try {
    if (!path.isAbsolute(file) || statSync(file).size > MAX_FILE_BYTES)
      return err(failure('ca_file_not_usable', { path: file }))
    const bytes = readFileSync(file)
    const blocks = bytes
      .toString('latin1')
      .match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g)
    return ok((blocks ?? [bytes]).map((block) => new X509Certificate(block).toString()))
  } catch {
    return err(failure('ca_file_not_usable', { path: file }))
  }
}
