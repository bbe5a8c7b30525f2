// Every kind of damage to a file or folder of the store, and how it is made.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { spawnSync } from 'node:child_process'
import path from 'node:path'

export interface Kind {
  readonly kind: string
  /** What lies there afterwards; undefined: nothing was changed, and the system answers `code` instead. */
  readonly make?: (place: string, aside: string) => void
  readonly code?: string
}

const changed = (change: (text: string) => string) => (place: string) =>
  fs.writeFileSync(place, change(fs.readFileSync(place, 'latin1')), 'latin1')
const instead = (make: (place: string) => void) => (place: string) => {
  fs.rmSync(place, { recursive: true })
  make(place)
}
/** `aside`: where what was there is now. */
const linkTo = (target: (aside: string, name: string) => string) => (place: string, aside: string) => {
  const name = path.basename(place)
  fs.renameSync(place, path.join(aside, name))
  fs.symlinkSync(target(path.join(aside, name), name), place)
}

/** The system's answers for something that lies there whole. */
const ANSWERED: readonly Kind[] = ['EACCES', 'EIO', 'ESTALE', 'EMFILE'].map((code) => ({ kind: code, code }))

const IN_PLACE: readonly Kind[] = [
  { kind: 'missing', make: (place) => fs.rmSync(place, { recursive: true }) },
  { kind: 'a link to nowhere', make: linkTo(() => '/nowhere/at/all') },
  { kind: 'a link to itself', make: linkTo((_, name) => name) },
  { kind: 'a link to a copy', make: linkTo((aside) => aside) },
  ...(process.platform === 'win32'
    ? []
    : [{ kind: 'a pipe', make: instead((place) => void spawnSync('mkfifo', [place])) }]),
  ...ANSWERED,
]
export const OF_A_FILE: readonly Kind[] = [
  { kind: 'empty', make: changed(() => '') },
  { kind: 'cut', make: changed((text) => text.slice(0, text.length / 2)) },
  { kind: 'NUL bytes', make: changed((text) => '\0'.repeat(text.length)) },
  {
    kind: 'a letter changed',
    make: changed((text) => {
      const at = Math.floor(text.length / 3)
      return `${text.slice(0, at)}${text[at] === 'B' ? 'C' : 'B'}${text.slice(at + 1)}`
    }),
  },
  { kind: 'nonsense', make: changed(() => '{"this": "is none of ours"}\n') },
  { kind: 'four gigabytes', make: (place) => fs.truncateSync(place, 2 ** 32) },
  { kind: 'a folder', make: instead((place) => fs.mkdirSync(place)) },
  ...IN_PLACE,
]
export const OF_A_FOLDER: readonly Kind[] = [
  { kind: 'a file', make: instead((place) => fs.writeFileSync(place, 'stray')) },
  ...IN_PLACE,
]

/** Does the damage, and undoes what is not on the disk afterwards; `file`: the place itself; `aside`: an empty folder elsewhere on its disk. */
export async function whileDamaged<T>(
  { make, code }: Kind,
  { file, aside }: { readonly file: string; readonly aside: string },
  work: () => Promise<T>,
): Promise<T> {
  make?.(file, aside)
  if (code === undefined) return work()
  const calls = fs as unknown as Record<string, (...args: unknown[]) => unknown>
  const real = { openSync: fs.openSync, readdirSync: fs.readdirSync }
  for (const [name, call] of Object.entries(real))
    calls[name] = (...args) => {
      if (realPlace(args[0] as string) === file) throw Object.assign(new Error(code), { code })
      return (call as (...args: unknown[]) => unknown)(...args)
    }
  syncBuiltinESMExports()
  try {
    return await work()
  } finally {
    Object.assign(fs, real)
    syncBuiltinESMExports()
  }
}

/** Behind a path by an open folder (src-main/adapters/file-store/place.ts). */
export function realPlace(place: string): string {
  const [, handle, rest = ''] = /^(\/proc\/self\/fd\/\d+)(.*)$/.exec(place) ?? []
  return handle === undefined ? place : fs.readlinkSync(handle) + rest
}
