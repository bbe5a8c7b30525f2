// A copy of the store inside of it, as it was before a version that writes it otherwise: whole, or not there.
import { randomBytes } from 'node:crypto'
import { makeFolder } from './folders.ts'
import type { Layout } from './layout.ts'
import { below, nameOf, parentOf, type Place } from './place.ts'
import { isAbsent, listFolder, lookAt, readState } from './read-files.ts'
import { move, syncFolder, writeNew } from './whole-file.ts'

/** What is no state of the store, or never changes its form: the log is lines that every version reads. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'copies',
  'staging',
  'waiting',
  'quarantine',
  'activity.jsonl',
  'activity.1.jsonl',
])

/** `copy` appears by one rename. What cannot be read is not copied: it stays where it is. */
export function copyTree(layout: Layout, copy: Place): void {
  const staged = below(layout.staging, `${nameOf(copy)}.${randomBytes(6).toString('hex')}.copy`)
  makeFolder(staged)
  for (const name of listFolder(layout.root))
    if (!LEFT_OUT.has(name) && !name.startsWith(nameOf(layout.lock)))
      copyInto(below(layout.root, name), below(staged, name))
  makeFolder(parentOf(copy))
  move(staged, copy)
  syncFolder(parentOf(copy))
}

function copyInto(from: Place, to: Place): void {
  const found = lookAt(from)
  if (found?.isDirectory()) {
    makeFolder(to)
    for (const name of namesIn(from)) copyInto(below(from, name), below(to, name))
  } else if (found?.isFile()) {
    const state = readState(from)
    if (state.is === 'text') writeNew(to, state.text)
  }
}

function namesIn(folder: Place): string[] {
  try {
    return listFolder(folder)
  } catch (error) {
    if (!isAbsent(error) && (error as NodeJS.ErrnoException).code === undefined) throw error
    return []
  }
}
