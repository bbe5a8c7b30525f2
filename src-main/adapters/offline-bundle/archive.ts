// An offline bundle's archive, read in place: plain ustar, whole files and nothing else. Nothing is written.
import { createHash } from 'node:crypto'
import { readSync } from 'node:fs'
import { Header } from 'tar/header'

/** Bytes: of a header, and what the size of each file is rounded up to. */
const BLOCK = 512
/** Two empty blocks end an archive. */
export const END = 2 * BLOCK
const PIECE = 1024 * 1024

export interface Entry {
  readonly name: string
  /** Bytes, all of which are in the archive. */
  readonly size: number
  /** Where its content begins. */
  readonly at: number
  /** And no link, folder or device. */
  readonly isFile: boolean
}

/** Why it is no archive of ours: what `tar` would read otherwise, or not at all. */
export class BrokenArchive extends Error {
  readonly why: 'not_a_bundle' | 'cut_off' | 'too_many_files' | 'more_behind_its_end'
  constructor(why: BrokenArchive['why']) {
    super(why)
    this.why = why
  }
}

/** In their order. `length`: of the file in bytes. Throws BrokenArchive. */
export function entriesOf(opened: number, length: number, most: number): readonly Entry[] {
  const entries: Entry[] = []
  let at = 0
  for (;;) {
    const block = bytesAt(opened, at, BLOCK)
    const header = headerIn(block)
    if (header.nullBlock) break
    const { path: name = '', size = -1, mode, mtime, type } = header
    const isFile = type === 'File'
    if (size < 0 || (isFile && !isWritten(block, { name, size, mode, mtime })))
      throw new BrokenArchive('not_a_bundle')
    if (entries.length === most) throw new BrokenArchive('too_many_files')
    at += BLOCK
    if (size > length - at) throw new BrokenArchive('cut_off')
    entries.push({ name, size, at, isFile })
    at += size
    const filling = bytesAt(opened, at, padding(size).length)
    if (!isEmpty(filling)) throw new BrokenArchive('not_a_bundle')
    at += filling.length
  }
  if (entries.length === 0) throw new BrokenArchive('not_a_bundle')
  if (length > at + END) throw new BrokenArchive('more_behind_its_end')
  if (!isEmpty(bytesAt(opened, at, END))) throw new BrokenArchive('more_behind_its_end')
  return entries
}

const isEmpty = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0)

interface Headed {
  readonly name: string
  readonly size: number
  readonly mode?: number | undefined
  readonly mtime?: Date | undefined
}

/** The one header that a file has here, so that no reader can take another name or size from it. Throws where it fits none. */
export function headerOf({ name, size, mode = 0o644, mtime = new Date(0) }: Headed): Buffer {
  const header = new Header({
    path: name,
    size,
    mode,
    mtime,
    type: 'File',
    uid: 0,
    gid: 0,
    uname: '',
    gname: '',
  })
  header.encode()
  if (!header.block || header.needPax) throw new Error(`${name} fits no header`)
  return header.block
}

const MODES: readonly (number | undefined)[] = [0o644, 0o755]

function isWritten(block: Buffer, headed: Headed): boolean {
  if (!MODES.includes(headed.mode)) return false
  try {
    return block.equals(headerOf(headed))
  } catch {
    return false
  }
}

function headerIn(block: Buffer): Header {
  try {
    const header = new Header(block)
    if (header.nullBlock || header.cksumValid) return header
  } catch {
    // A number that is none.
  }
  throw new BrokenArchive('not_a_bundle')
}

/** What follows a file of so many bytes. */
export const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

export function sha256Of(opened: number, { at, size }: Entry): string {
  const sum = createHash('sha256')
  for (let read = 0; read < size; read += PIECE)
    sum.update(bytesAt(opened, at + read, Math.min(PIECE, size - read)))
  return sum.digest('hex')
}

/** Throws BrokenArchive where there are not so many. */
export function bytesAt(opened: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let read = 0; read < length;) {
    const count = readSync(opened, bytes, read, length - read, at + read)
    if (count === 0) throw new BrokenArchive(at === 0 ? 'not_a_bundle' : 'cut_off')
    read += count
  }
  return bytes
}
