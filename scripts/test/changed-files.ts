// What changed in a checkout since main, as Git knows it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

export interface ChangedFiles {
  /** From the root, with forward slashes. */
  readonly there: readonly string[]
  /** Deleted or renamed: what imports them may not hold any more. */
  readonly gone: readonly string[]
}

/** A clone of one branch has the other side's main alone. */
const MAINS = ['main', 'origin/main']

/** Committed since main, not committed, and not yet known to Git. null: Git has nothing to compare with. */
export function changedFiles(root: string): ChangedFiles | null {
  const git = (...args: string[]): readonly string[] | null => {
    const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 100_000_000 })
    return status === 0 ? stdout.split('\0').filter(Boolean) : null
  }
  const base = MAINS.map((main) => git('merge-base', 'HEAD', main)?.[0]?.trim()).find(Boolean)
  // Of a rename both names: the old one is gone. `-z`: a name is not written in quotes.
  const known = base && git('diff', '-z', '--name-only', '--no-renames', '--relative', base)
  const unknown = git('ls-files', '-z', '--others', '--exclude-standard')
  if (!known || !unknown) return null
  const all = [...new Set([...known, ...unknown])]
  const isThere = (file: string) => existsSync(path.join(root, file))
  return { there: all.filter(isThere), gone: all.filter((file) => !isThere(file)) }
}
