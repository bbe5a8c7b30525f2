// Every file of the store, every kind of damage, and what the gate answers: the table, and how each case is made.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** Exit statuses of `check`: for the product of the license that is hit, and for that of the other license. */
export type Verdicts = readonly [hit: number, other: number]

interface Kind {
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
const OF_A_FILE: readonly Kind[] = [
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
const OF_A_FOLDER: readonly Kind[] = [
  { kind: 'a file', make: instead((place) => fs.writeFileSync(place, 'stray')) },
  ...IN_PLACE,
]

interface Row {
  /** In the data folder; ID: the folder of the license that is hit. */
  readonly place: string
  readonly kinds: readonly Kind[]
  readonly verdicts: Verdicts
  /** Kinds that are answered otherwise, and why. */
  readonly but?: Readonly<Record<string, Verdicts>>
}

const NOT_NEEDED: Verdicts = [0, 0]
const DOUBT: Verdicts = [2, 0]
const ALL_IN_DOUBT: Verdicts = [2, 2]

/** The hit license covers `storage`, the other one `inventory`, both without a limit. Both are online and in force. */
const MATRIX: readonly Row[] = [
  { place: 'licenses/ID/machine.lic', kinds: OF_A_FILE, verdicts: DOUBT },
  { place: 'licenses/ID/code', kinds: OF_A_FILE, verdicts: DOUBT },
  { place: 'licenses/ID/answers/validation.json', kinds: OF_A_FILE, verdicts: DOUBT },
  { place: 'licenses/ID/answers', kinds: OF_A_FOLDER, verdicts: DOUBT },
  // It explains the license; the license holds without it.
  { place: 'licenses/ID/activation.json', kinds: OF_A_FILE, verdicts: NOT_NEEDED },
  // A license that was deleted is gone.
  { place: 'licenses/ID', kinds: OF_A_FOLDER, verdicts: DOUBT, but: { missing: [1, 0] } },
  { place: 'licenses', kinds: OF_A_FOLDER, verdicts: ALL_IN_DOUBT },
  // Another id is another machine. A license notes that there was such a file: where it is gone nobody can tell.
  {
    place: 'machine-id',
    kinds: OF_A_FILE,
    verdicts: ALL_IN_DOUBT,
    but: { 'a letter changed': [1, 1] },
  },
  // Where nothing is, nothing ever was.
  {
    place: '.',
    kinds: IN_PLACE.filter(({ kind }) => ['missing', 'a link to nowhere', 'a link to a copy'].includes(kind)),
    verdicts: ALL_IN_DOUBT,
    but: { missing: [1, 1], 'a link to a copy': [0, 0] },
  },
  // Usage within a limit that nobody has: the license has none.
  { place: 'usage.json', kinds: OF_A_FILE, verdicts: NOT_NEEDED },
  ...['quarantine', 'returns', 'staging', 'usage-history'].map((place) => ({
    place,
    kinds: OF_A_FOLDER,
    verdicts: NOT_NEEDED,
  })),
  ...[
    'store.json',
    'licensed',
    'revision',
    'clock.json',
    'returned.json',
    'settings.json',
    'lock.db',
    'activity.jsonl',
    'activity.1.jsonl',
    'returns/gone.json',
    'usage-history/inventory.json',
  ].map((place) => ({ place, kinds: OF_A_FILE, verdicts: NOT_NEEDED })),
]

export interface Case extends Kind {
  readonly place: string
  readonly verdicts: Verdicts
}

export const CASES: readonly Case[] = MATRIX.flatMap(({ place, kinds, verdicts, but }) =>
  kinds.map((kind) => ({ ...kind, place, verdicts: but?.[kind.kind] ?? verdicts })),
)

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
function realPlace(place: string): string {
  const [, handle, rest = ''] = /^(\/proc\/self\/fd\/\d+)(.*)$/.exec(place) ?? []
  return handle === undefined ? place : fs.readlinkSync(handle) + rest
}
