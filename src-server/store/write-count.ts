// How far the database was written, beside its file: a copy that is written over it takes its own count back, and not this
// one. Each writer raises it once its write is committed, so that what SQLite reads is never behind it.
import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { readAtMostWithoutWaiting } from '#shared/files/given-file.ts'
import type { Lineage } from './lineage.ts'

const COUNT_SUFFIX = '-writes'
const TEXT = /^(\d{10}) (-?\d{1,10}) *\n$/
const LENGTH = 23
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>

export class WriteCount {
  readonly #file: number | null
  /** What lay there before says nothing: after a power cut, or of a database that was put back by hand. */
  readonly #before: string

  /** It only guards: where there can be none, all goes on without. */
  constructor(database: string) {
    this.#file = openedFile(database + COUNT_SUFFIX)
    this.#before = this.#text()
  }

  raise({ id, writes }: Lineage): void {
    const text = this.#text()
    const there = countIn(text)
    if (this.#file === null || (there?.id === id && ((writes - there.writes) | 0) <= 0)) return
    const line = `${String(id).padStart(10, '0')} ${String(writes).padEnd(11)}\n`
    try {
      writeSync(this.#file, line, 0)
    } catch {
      return // a full disk
    }
  }

  /** Null: nobody has written since this was opened. */
  reached(): Lineage | null {
    const text = this.#text()
    return text === this.#before ? null : countIn(text)
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
  }

  #text(): string {
    if (this.#file === null) return ''
    try {
      const bytes = Buffer.alloc(LENGTH)
      return bytes.toString('latin1', 0, readSync(this.#file, bytes, 0, LENGTH, 0))
    } catch {
      return ''
    }
  }
}

/**
 * How many writes this file counts that the database beside it has not: its log of writes was removed, or an older copy of it
 * was put in its place. 0 where another one was put there, by `restore` too, which counts anew.
 */
export function writesLacking(database: string, { id, writes }: Lineage): number {
  const counted = countIn(readOptional(database + COUNT_SUFFIX))
  return counted?.id === id ? Math.max((counted.writes - writes) | 0, 0) : 0
}

function readOptional(path: string): string {
  try {
    return readAtMostWithoutWaiting(path, LENGTH)?.toString('latin1') ?? ''
  } catch {
    return '' // it only guards
  }
}

function countIn(text: string): Lineage | null {
  const [, id, writes] = TEXT.exec(text) ?? []
  return id === undefined ? null : { id: Number(id), writes: Number(writes) }
}

function openedFile(path: string): number | null {
  try {
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600)
    if (fstatSync(file).isFile()) return file
    closeSync(file)
  } catch {
    return null
  }
  return null
}
