// The built page's files, read once: only what is in the folder can be asked for.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>
  readonly type: string
  readonly isText: boolean
  /** Made once, when it is first asked for: a page is the same for everybody who opens it. */
  readonly gzipped: () => Promise<Uint8Array<ArrayBuffer>>
  /** Its name carries a hash of its content. */
  readonly immutable: boolean
}

/** By path from the root (`/`, `/assets/…`). */
export type PageFiles = ReadonlyMap<string, PageFile>

/** Throws where the page was not built. */
export function readPageFiles(folder: string): PageFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const files = entries.map(({ parentPath, name }) => path.join(parentPath, name))
  const page = pageFilesOf(
    files.map((file) => [
      path.relative(folder, file).split(path.sep).join('/'),
      new Uint8Array(readFileSync(file)),
    ]),
  )
  if (!page) throw new Error(`The page is not built: ${folder} has no index.html`)
  return page
}

/** `files`: by their names below the page's folder, with slashes. Null: there is no page among them. */
export function pageFilesOf(files: Iterable<readonly [string, Uint8Array<ArrayBuffer>]>): PageFiles | null {
  const page = new Map<string, PageFile>()
  for (const [name, content] of files) {
    const type = TYPES[path.extname(name)]
    if (type === undefined) continue
    page.set(`/${name}`, pageFileOf(content, type, name.startsWith('assets/')))
  }
  const index = page.get('/index.html')
  return index ? page.set('/', index) : null
}

const squeeze = promisify(gzip)

function pageFileOf(content: Uint8Array<ArrayBuffer>, type: string, immutable: boolean): PageFile {
  let squeezed: Promise<Uint8Array<ArrayBuffer>> | null = null
  return {
    content,
    type,
    immutable,
    isText: type.includes('charset') || type.startsWith('image/svg'),
    gzipped: () => (squeezed ??= squeeze(content)),
  }
}
