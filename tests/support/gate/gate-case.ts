// One question to a gate: all that its answer depends on, as data that any language can lay out (tests/vectors/gate/README.md).
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Question } from '#main/core/standing/gate.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'

/** `mode`: the rights of the file or folder; left out, 0644 and 0755. */
export type Entry =
  | { readonly text: string; readonly mode?: number }
  | { readonly base64: string; readonly mode?: number }
  | { readonly folder: true; readonly mode?: number }
  | { readonly link: string }

/** By their places in the data folder. An empty one: the folder is not there. */
export type Entries = Readonly<Record<string, Entry>>

/** The system's files with the machine's id, in the order in which they are read. */
export const SOURCES = ['/var/lib/dbus/machine-id', '/etc/machine-id'] as const
export type Sources = Readonly<Partial<Record<(typeof SOURCES)[number], Entry>>>

export interface GateCase {
  readonly profile: VendorProfile
  /** Milliseconds since 1970 in UTC. */
  readonly clock: number
  readonly sources: Sources
  readonly store: Entries
  readonly ask: Question
}

/** Of a failure: `path` within the data folder (`.`: itself), or of one of the sources. */
export interface Refused {
  readonly test?: true
  readonly error: {
    readonly code: string
    readonly path?: string
    readonly reason?: string
    readonly product?: string
  }
}

/** The folder's rights come last, so that what is in it can be written. */
function layOut(entries: Entries, folder: string): void {
  const places = Object.entries(entries).map(([name, entry]) => ({ place: path.join(folder, name), entry }))
  for (const { place, entry } of places) {
    mkdirSync(path.dirname(place), { recursive: true })
    if ('folder' in entry) mkdirSync(place, { recursive: true })
    else if ('link' in entry) symlinkSync(entry.link, place)
    else writeFileSync(place, 'text' in entry ? entry.text : Buffer.from(entry.base64, 'base64'))
  }
  for (const { place, entry } of places.toReversed()) if ('mode' in entry) chmodSync(place, entry.mode)
}

/** So that who laid it out can take it away, too: of a folder, before what is in it. */
export function openAgain({ store }: Pick<GateCase, 'store'>, folder: string): void {
  for (const [name, entry] of Object.entries(store).toSorted())
    if ('mode' in entry) chmodSync(path.join(dataDirOf(folder), name), 0o755)
}

/** Where the sources of a case lie that is laid out in `folder`. */
export const sourcePlaces = (folder: string): readonly string[] =>
  SOURCES.map((source) => path.join(folder, 'system', path.basename(path.dirname(source)), 'machine-id'))

export const dataDirOf = (folder: string): string => path.join(folder, 'data')

/** The data folder and the system's files, in a folder that is there and empty. */
export function layOutCase({ store, sources }: Pick<GateCase, 'store' | 'sources'>, folder: string): void {
  layOut(store, dataDirOf(folder))
  const places = sourcePlaces(folder)
  SOURCES.forEach((source, index) => {
    const [entry, place] = [sources[source], places[index]]
    if (entry !== undefined && place !== undefined)
      layOut({ [path.basename(place)]: entry }, path.dirname(place))
  })
}
