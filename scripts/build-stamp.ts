// Whether a build is there and made of what is there now: of every text that it is made of, and of its own files.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a build reads. node_modules says by its own list what is installed, whatever the lock file wishes. */
const INPUTS = [
  '{src-*,scripts,assets}/**/*',
  '*.{ts,mjs,json}',
  'docs/{operator-guide.md,images/*}',
  '.env*',
  'node_modules/.package-lock.json',
]

export interface BuildStamp {
  /** Nothing was changed since `confirm`, neither what the build is made of nor what it made. */
  readonly isCurrent: () => boolean
  /** Before a build begins: from here on there is none, also when it is cut off. */
  readonly begin: () => void
  /** After it. What was edited meanwhile may be in it or not, so then nothing is confirmed. */
  readonly confirm: () => void
}

/** `root`: of the sources; `outRoot`: the build's folder; `file`: the stamp, which is not among either. */
export function buildStamp(root: string, outRoot: string, file: string): BuildStamp {
  const inputs = () => hashOfFiles(root, globSync(INPUTS, { cwd: root }))
  const outputs = () => hashOfFiles(outRoot, globSync('**/*', { cwd: outRoot }))
  const environment = [process.version, process.platform].join(' ')
  let begun = ''
  return {
    isCurrent: () =>
      existsSync(file) && readFileSync(file, 'utf8') === `${environment} ${inputs()} ${outputs()}`,
    begin() {
      begun = inputs()
      rmSync(file, { force: true })
    },
    confirm() {
      if (inputs() !== begun) return
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, `${environment} ${begun} ${outputs()}`)
    },
  }
}

/** Of names and contents; what is a folder, or is gone, counts as not there. */
export function hashOfFiles(folder: string, names: readonly string[]): string {
  const hash = createHash('sha256')
  for (const name of names.toSorted()) {
    const text = textOf(path.join(folder, name))
    if (text !== null) hash.update(`${name} ${text.length} `).update(text)
  }
  return hash.digest('hex')
}

function textOf(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    // A folder, or gone since it was listed.
    if (['EISDIR', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return null
    throw error
  }
}
