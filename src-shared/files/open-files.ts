// Whether this process, or the whole machine, may open no further file.
import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'

/** What failed closed its own again meanwhile, so a few may be free. */
const FEW = 8

export function isOutOfFiles(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'EMFILE' || code === 'ENFILE'
}

/** For what failed and does not say why, as SQLite. */
export function opensNoMore(): boolean {
  const opened: number[] = []
  try {
    for (let count = 0; count < FEW; count += 1) opened.push(openSync(devNull, 'r'))
    return false
  } catch (error) {
    return isOutOfFiles(error)
  } finally {
    for (const file of opened) closeSync(file)
  }
}
