// Whose certificates are believed: the bundled ones, the operating system's, and those of an administrator's file.
import { X509Certificate } from 'node:crypto'
import path from 'node:path'
import type { SecureContext } from 'node:tls'
import { insteadOfFile, readAtMostWithoutWaiting } from '#shared/files/given-file.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { pemCertificates } from '#shared/formats/pem-certificates.ts'
import { err, ok, type Result } from '#shared/result.ts'

const MAX_FILE_BYTES = 1_048_576
/** An operating system's own list has about 150. */
const MOST_CERTIFICATES = 500

let known: { readonly file: string | null; readonly stamp: string; readonly context: SecureContext } | null =
  null

/** With an import every command would load it, and most need no network. */
const tls = () => process.getBuiltinModule('node:tls')

/** Reading the system's store takes a tenth of a second, so it is done once, and not before TLS is needed. */
export function trustWith(caFile: string | null): Result<SecureContext, Failure<'ca_file_not_usable'>> {
  const own = caFile === null ? ok([]) : readCaFile(caFile)
  if (!own.ok) return own
  const stamp = own.value.join('')
  if (known?.file !== caFile || known.stamp !== stamp) {
    const ca = [...new Set([...tls().getCACertificates('default'), ...systemCertificates(), ...own.value])]
    known = { file: caFile, stamp, context: tls().createSecureContext({ ca }) }
  }
  return ok(known.context)
}

let system: readonly string[] | null = null

/** Where the runtime cannot read the system's store, the bundled certificates still count. */
function systemCertificates(): readonly string[] {
  try {
    return (system ??= tls().getCACertificates('system'))
  } catch {
    return (system = [])
  }
}

/** One certificate or several in PEM, or one in DER, as Windows saves it. Too many of them, or too large, is no such file. */
export function readCaFile(file: string): Result<readonly string[], Failure<'ca_file_not_usable'>> {
  const is = path.isAbsolute(file) ? insteadOfFile(file) : null
  const notUsable = err(failure('ca_file_not_usable', { path: file, is }))
  try {
    if (!path.isAbsolute(file)) return notUsable
    const bytes = readAtMostWithoutWaiting(file, MAX_FILE_BYTES)
    if (is !== null || bytes === null) return notUsable
    const blocks = pemCertificates(textOfBytes(bytes), MOST_CERTIFICATES)
    if (!blocks.ok) return notUsable
    const found = blocks.value.length === 0 ? [bytes] : blocks.value
    return ok(found.map((block) => new X509Certificate(block).toString()))
  } catch {
    return notUsable
  }
}
