// The data folder as a crash at each moment of a write would leave it: copied before every step that changes the disk.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import type { Cleanup } from './temporary.ts'

/** What the store changes the disk with. */
const STEPS = [
  'openSync',
  'writeSync',
  'renameSync',
  'mkdirSync',
  'rmSync',
  'linkSync',
  'unlinkSync',
  'rmdirSync',
] as const

type Step = (...args: unknown[]) => unknown

/** A copy of `dataDir` for each moment that `isWanted`, the last one after `work` is done. */
export async function everyMomentOf(
  cleanup: Cleanup,
  dataDir: string,
  work: () => Promise<unknown>,
  isWanted: () => boolean = () => true,
): Promise<string[]> {
  const album = cleanup.folder()
  const copies: string[] = []
  let copying = false
  // A module that is loaded meanwhile keeps what it found here.
  let isOver = false
  const takeCopy = () => {
    if (copying) return
    copying = true
    if (isWanted()) {
      const copy = path.join(album, String(copies.length))
      fs.cpSync(dataDir, copy, { recursive: true })
      copies.push(copy)
    }
    copying = false
  }
  const steps = fs as unknown as Record<(typeof STEPS)[number], Step>
  const real = { ...steps }
  for (const name of STEPS)
    steps[name] = (...args) => {
      if (!isOver) takeCopy()
      return real[name](...args)
    }
  syncBuiltinESMExports()
  try {
    await work()
  } finally {
    isOver = true
    for (const name of STEPS) steps[name] = real[name]
    syncBuiltinESMExports()
  }
  takeCopy()
  return copies
}
