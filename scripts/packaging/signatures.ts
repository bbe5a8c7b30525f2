// Whether what was packed carries a signature of its publisher, and by what: of Windows and macOS read from it, of Linux known
// (docs/vendor-guide.md#sign-what-you-package). A bundle's is of another kind: docs/formats/offline-bundle.md.
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** What electron-builder takes the certificate from, on the system where it signs with it. */
const CERTIFICATE_IN: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['WIN_CSC_LINK', 'CSC_LINK'],
  darwin: ['CSC_LINK', 'CSC_NAME'],
}

/** The variable that names the certificate; an empty one names none. */
export const certificateGiven = (platform = process.platform, env = process.env): string | undefined =>
  CERTIFICATE_IN[platform]?.find((name) => env[name])

export interface Signature {
  readonly isSigned: boolean
  /** With what; or why not, and what that means. */
  readonly says: string
}

export interface SignatureOf {
  /** Its name. */
  readonly file: string
  /** Null: it is nothing that carries one. */
  readonly signature: Signature | null
}

const OF_LINUX: Readonly<Record<string, string>> = {
  '.deb': 'a deb carries none here; apt checks that of the repository it comes from',
  '.rpm': 'an rpm is signed afterwards, by rpmsign',
  '.AppImage': 'it carries none here; lay one beside it',
  '.tar.gz': 'such an archive carries none; lay one beside it',
  '.zip': 'such an archive carries none; lay one beside it',
}

/**
 * `file`: what was made, an app's folder too. `runtime`: what starts the app in it, of macOS the app.
 */
export function signatureOf(
  file: string,
  runtime: string,
  platform = process.platform,
  env = process.env,
): Signature | null {
  if (file.endsWith('.blockmap')) return null
  if (file.endsWith('.bundle.tar'))
    return { isSigned: true, says: 'with the update key (Ed25519), for verify-bundle' }
  const ending = Object.keys(OF_LINUX).find((one) => file.endsWith(one)) ?? ''
  if (platform === 'win32') return ofWindows(/\.(?:exe|msi)$/.test(file) ? file : runtime, env)
  if (platform === 'darwin') return ofMac(codesignSays(runtime))
  const given = ['CSC_LINK', 'CSC_NAME', 'WIN_CSC_LINK'].find((name) => env[name])
  const says = OF_LINUX[ending] ?? 'a folder carries none'
  return {
    isSigned: false,
    says: given === undefined ? says : `${says} (${given} is for Windows and macOS alone)`,
  }
}

/** `carrier`: the installer; of an archive and a folder the app in it. */
function ofWindows(carrier: string, env: NodeJS.ProcessEnv): Signature {
  const isSigned = carrier.endsWith('.msi') ? isSignedMsi(carrier) : isSignedProgram(carrier)
  const given = certificateGiven('win32', env)
  if (isSigned)
    return { isSigned, says: given === undefined ? 'by its publisher' : `with the certificate of ${given}` }
  const says =
    given === undefined
      ? 'no certificate was given (WIN_CSC_LINK or CSC_LINK); Windows warns whoever starts it'
      : `though ${given} names a certificate`
  return { isSigned, says }
}

/** `said`: by codesign of an app, on standard error. */
export function ofMac(said: string): Signature {
  const authority = said
    .split('\n')
    .find((line) => line.startsWith('Authority='))
    ?.slice('Authority='.length)
  if (authority !== undefined) return { isSigned: true, says: `with “${authority}”` }
  return {
    isSigned: false,
    says: 'no certificate was given (CSC_LINK) or found in the keychain (CSC_NAME); macOS does not start a downloaded one',
  }
}

const codesignSays = (app: string): string =>
  spawnSync('codesign', ['--display', '--verbose=2', app], { encoding: 'utf8' }).stderr

/** The head of a program for Windows (Microsoft's “PE Format”): its fifth directory is the table of certificates. */
export function isSignedProgram(file: string): boolean {
  const head = Buffer.alloc(4096)
  const opened = openSync(file, 'r')
  try {
    readSync(opened, head, 0, head.length, 0)
  } finally {
    closeSync(opened)
  }
  const at = head.readUInt32LE(0x3c)
  if (at > 2048 || head.toString('latin1', at, at + 4) !== 'PE\0\0') return false
  const optional = at + 24
  const isWide = head.readUInt16LE(optional) === 0x20b
  const directories = optional + (isWide ? 112 : 96)
  const many = head.readUInt32LE(directories - 4)
  return many > 4 && head.readUInt32LE(directories + 4 * 8 + 4) > 0
}

/** An msi has its signature in a stream of this name (Microsoft's “Digital Signatures and Windows Installer”). */
const isSignedMsi = (file: string): boolean =>
  readFileSync(file).includes(Buffer.from('\u0005DigitalSignature', 'utf16le'))

/** For a person: one line each, and where it is explained. */
export function signatureLines(signatures: readonly SignatureOf[]): readonly string[] {
  const lines = signatures.flatMap(({ file, signature }) =>
    signature === null ? [] : [`${signature.isSigned ? 'Signed' : 'Not signed'}: ${file}: ${signature.says}`],
  )
  return signatures.some(({ signature }) => signature?.isSigned === false)
    ? [...lines, 'How to sign: docs/vendor-guide.md#sign-what-you-package']
    : lines
}
