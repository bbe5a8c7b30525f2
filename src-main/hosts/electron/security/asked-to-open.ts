// What a link or a file of the system's says, read before anything of it is shown. Knows no Electron.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Opened } from '#shared/contract/opened.ts'
import { readAtMostWithoutWaiting } from '#shared/files/given-file.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { INSTALL_NAME } from '#shared/install-name.ts'

export const LINK_SCHEME = INSTALL_NAME

const MOST_FILES = 20
/** Characters. */
const LONGEST = { link: 1000, name: 120 }
/** A License Code of ours, or what others call one: no control characters, no markup. */
const CODE = /^[\w.+:=/ -]{1,200}$/

/** What reading an address would drop: blanks around it, line breaks and tabs in it. */
const NO_LINK = /^\s|\s$|\p{Cc}/u

/**
 * `activation-desk://activate?code=…`, and nothing else: whoever made the link is not known.
 * SECURITY: it fills the field that a person submits, and nothing more. docs/SECURITY.md#opened-by-the-system
 */
export function readLink(link: string): Opened {
  const url = link.length > LONGEST.link || NO_LINK.test(link) ? null : URL.parse(link)
  const named = url === null ? [] : [...url.searchParams]
  const plain =
    url?.protocol === `${LINK_SCHEME}:` &&
    // A browser leaves a host of such a scheme as it was written.
    url.hostname.toLowerCase() === 'activate' &&
    ['', '/'].includes(url.pathname) &&
    url.username + url.password + url.port + url.hash === ''
  const [[name, code] = ['', '']] = named
  if (!plain || named.length !== 1 || name !== 'code' || !CODE.test(code))
    return { kind: 'refused', why: 'link', name: '' }
  return { kind: 'link', code }
}

/** SECURITY: it is inspected and shown, a person applies it. docs/SECURITY.md#opened-by-the-system */
export function readKeyFile(file: string): Opened {
  const name = path.basename(file).slice(0, LONGEST.name)
  try {
    const bytes = readAtMostWithoutWaiting(file, MAX_FILE_CHARACTERS)
    if (bytes === null) return { kind: 'refused', why: 'file_too_large', name }
    return { kind: 'file', name, base64: bytes.toString('base64') }
  } catch {
    return { kind: 'refused', why: 'file_not_readable', name }
  }
}

/** The files that the arguments of a start name, or the last link. `folder`: where it was started. */
export function namedByArguments(args: readonly string[], folder: string): readonly Opened[] {
  const named = args.filter((argument) => isLink(argument) || isKeyFile(argument))
  const last = named.at(-1)
  if (last === undefined) return []
  if (isLink(last)) return [readLink(last)]
  const files = named.filter((argument) => !isLink(argument)).slice(-MOST_FILES)
  return files.map((file) => readKeyFile(path.resolve(folder, pathOf(file))))
}

/** What starts programs on Linux may name a file by its address: the desktop entry's “%U” lets it. */
function pathOf(named: string): string {
  try {
    return named.toLowerCase().startsWith('file:') ? fileURLToPath(named) : named
  } catch {
    return named // of another machine: it is refused by its name
  }
}

const isLink = (argument: string) => argument.toLowerCase().startsWith(`${LINK_SCHEME}:`)
const isKeyFile = (argument: string) => !argument.startsWith('-') && /\.lic$/i.test(argument)
