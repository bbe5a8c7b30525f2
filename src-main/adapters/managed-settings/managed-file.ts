// Settings that are laid down in a file of the system, beside no user's files (docs/formats/managed-settings.md).
import { closeSync, constants, fstatSync, lstatSync, readSync, statSync, type Stats } from 'node:fs'
import path from 'node:path'
import type { ManagedSettings, Settings } from '#main/core/ports/settings.ts'
import { failure } from '#shared/contract/errors.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { err, ok } from '#shared/result.ts'
import { isAbsent, openRegular, reasonOf } from '../file-store/read-files.ts'
import { saysTwice } from '../says-twice.ts'
import { managedContent, NotUsable } from './managed-content.ts'

const MOST_BYTES = 64 * 1024
const OTHERS_MAY_WRITE = 0o022

/**
 * SECURITY: only what an administrator alone may write is believed; and a file that is there and cannot be believed, or
 * understood, ends all sending, since it may say “offline only”. docs/SECURITY.md#managed-settings
 */
export function managedFile(file: string, owners: ReadonlySet<number> = rootHere()): ManagedSettings {
  return {
    path: file,
    read() {
      try {
        return ok(contentOf(file, owners))
      } catch (error) {
        if (isAbsent(error)) return ok({})
        const { reason, setting } =
          error instanceof NotUsable ? error : { reason: reasonOf(error), setting: '' }
        return err(failure('managed_settings_not_usable', { path: file, reason, setting }))
      }
    },
  }
}

function contentOf(file: string, owners: ReadonlySet<number>): Partial<Settings> {
  const folder = lstatSync(path.dirname(file))
  // What it leads to may be away for the moment.
  if (folder.isSymbolicLink()) throw new NotUsable('of_others')
  const handle = openRegular(file, constants.O_RDONLY)
  try {
    const found = fstatSync(handle)
    if (!isOwn(folder, owners) || !isOwn(found, owners)) throw new NotUsable('of_others')
    const text = textOf(handle)
    if (text === null || saysTwice(text)) throw new NotUsable('unreadable')
    return managedContent(parsed(text))
  } finally {
    closeSync(handle)
  }
}

/** Links, too: whose they are decides where they lead. */
const isOwn = (found: Stats, owners: ReadonlySet<number>): boolean =>
  owners.has(found.uid) && !found.isSymbolicLink() && (found.mode & OTHERS_MAY_WRITE) === 0

/** Null: more than there may be. A mark of the order of bytes is taken, as some editors write it. */
function textOf(handle: number): string | null {
  const bytes = Buffer.alloc(MOST_BYTES + 1)
  let length = 0
  for (;;) {
    const count = readSync(handle, bytes, length, bytes.length - length, null)
    length += count
    if (length > MOST_BYTES) return null
    if (count === 0) break
  }
  const text = nodePrimitives.decodeUtf8(bytes.subarray(0, length))
  // With a letter in its place it would say something else.
  if (text === null) throw new NotUsable('not_utf8')
  return text
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotUsable('unreadable')
  }
}

/** Root; of another name space, as in a container, whoever has the root folder. */
const rootHere = (): ReadonlySet<number> => new Set([0, statSync('/').uid])
