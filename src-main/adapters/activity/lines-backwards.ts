// The lines of a large file from its end, a chunk at a time: the newest of a log are asked for, and it may be long.
import { closeSync, constants, fstatSync, readSync } from 'node:fs'
import { openRegular } from '../file-store/read-files.ts'

const CHUNK = 65_536
/** What is longer is no line of ours; it is not kept in memory, and given as an empty one. */
const LONGEST_LINE = 262_144
const LINE_END = 0x0a

export interface Line {
  readonly text: string
  /** Where it begins, in bytes: lines before it are asked for by this. */
  readonly start: number
}

/**
 * Lines that end at or before `end`, and begin after `begin` unless that is the file's own. A file that is not there has
 * none. `file`: opened while lines are taken.
 */
export function* linesBackwards(file: string, end = Infinity, begin = 0): Generator<Line> {
  const handle = openRegular(file, constants.O_RDONLY)
  try {
    let position = Math.min(end, fstatSync(handle).size)
    let rest: Buffer<ArrayBuffer> | null = Buffer.alloc(0) // null: in the middle of something too long
    while (position > begin) {
      const from = Math.max(begin, position - CHUNK)
      const chunk = readAt(handle, from, position - from)
      const { lines, first, end: tail } = splitChunk(chunk)
      // The last piece of this chunk goes on in what was read before it.
      if (lines === null) rest = joined(chunk, rest)
      else {
        const last = joined(chunk.subarray(tail), rest)
        if (last?.length !== 0) yield { text: textOf(last), start: from + tail }
        for (const { start, stop } of lines.toReversed())
          if (stop > start) yield { text: chunk.subarray(start, stop).toString('utf8'), start: from + start }
        rest = chunk.subarray(0, first)
      }
      position = from
    }
    // In the middle of a file nobody knows where the line begins.
    if (begin === 0 && rest?.length !== 0) yield { text: textOf(rest), start: 0 }
  } finally {
    closeSync(handle)
  }
}

const textOf = (line: Buffer | null): string => line?.toString('utf8') ?? ''

interface Split {
  /** Whole lines between the first and the last line end; null: there is no line end. */
  readonly lines: readonly { readonly start: number; readonly stop: number }[] | null
  /** Up to here it belongs to the chunk before. */
  readonly first: number
  /** From here on it belongs to the chunk after. */
  readonly end: number
}

function splitChunk(chunk: Buffer): Split {
  const ends: number[] = []
  for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) ends.push(at)
  const [first] = ends
  if (first === undefined) return { lines: null, first: 0, end: 0 }
  const lines = ends.slice(1).map((stop, index) => ({ start: (ends[index] ?? 0) + 1, stop }))
  return { lines, first, end: (ends.at(-1) ?? 0) + 1 }
}

function joined(part: Buffer, rest: Buffer | null): Buffer<ArrayBuffer> | null {
  if (rest === null || part.length + rest.length > LONGEST_LINE) return null
  return Buffer.concat([part, rest])
}

function readAt(handle: number, position: number, length: number): Buffer<ArrayBuffer> {
  const buffer = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const count = readSync(handle, buffer, read, length - read, position + read)
    if (count === 0) break
    read += count
  }
  return buffer.subarray(0, read)
}
