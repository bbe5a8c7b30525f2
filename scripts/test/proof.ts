// Whether a check held before in this very state: of the files that it reads, of the tools, and of its own command.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashOfFiles } from '../build-stamp.ts'

/** What a check reads of a checkout: everything, or everything but documents. */
export type Reads = 'all' | 'sources'

export interface Proof {
  /** Nothing that could make it fail was changed since `confirm`. */
  readonly holds: () => boolean
  /** Before it runs: from here on there is none, also when it is cut off. */
  readonly begin: () => void
  /** After it held. What was edited meanwhile may have been read or not, so then nothing is confirmed. */
  readonly confirm: () => void
}

/** `root`: of a Git checkout, without which nothing is ever proven; `folder`: where proofs are kept, ignored by Git. */
export function proofOf(root: string, folder: string, command: readonly string[], reads: Reads): Proof {
  const name = createHash('sha256').update(JSON.stringify(command)).digest('hex')
  const file = path.join(folder, name.slice(0, 16))
  const state = () => stateOf(root, reads)
  let begun: string | null = null
  return {
    holds: () => existsSync(file) && readFileSync(file, 'utf8') === state(),
    begin() {
      begun = state()
      rmSync(file, { force: true })
    },
    confirm() {
      if (begun === null || state() !== begun) return
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, begun)
    },
  }
}

/** Of every file that Git knows or could come to know, and of what is installed; null: Git cannot say. */
function stateOf(root: string, reads: Reads): string | null {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  })
  if (listed.status !== 0) return null
  const files = listed.stdout.split('\0').filter((file) => file !== '' && !isLeftOut(file, reads))
  const hash = hashOfFiles(root, [...new Set([...files, 'node_modules/.package-lock.json'])])
  return `${process.version} ${process.platform} ${hash}`
}

const isLeftOut = (file: string, reads: Reads) => reads === 'sources' && file.endsWith('.md')
