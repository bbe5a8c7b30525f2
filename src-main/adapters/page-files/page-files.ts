// The built page's files, read once: only what is in the folder can be asked for.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

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
  /** Its name carries a hash of its content. */
  readonly immutable: boolean
}

/** By path from the root (`/`, `/assets/…`). Throws where the page was not built. */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = TYPES[path.extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    const url = `/${path.relative(folder, file).split(path.sep).join('/')}`
    files.set(url, {
      content: new Uint8Array(readFileSync(file)),
      type,
      immutable: url.startsWith('/assets/'),
    })
  }
  const index = files.get('/index.html')
  if (!index) throw new Error(`The page is not built: ${folder} has no index.html`)
  return files.set('/', index)
}
