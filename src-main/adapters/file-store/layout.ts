// Where things are in the data folder (docs/formats/stored-files.md).
import { createHash, randomBytes } from 'node:crypto'
import { armoredKind } from '#shared/formats/armor.ts'
import { below, type Place } from './place.ts'

/** A license is one of the two, never both: see keyFileName. */
export const MACHINE_FILE = 'machine.lic'
export const TYPED_FILE = 'typed.key'
export const CODE_FILE = 'code'
export const ACTIVATION_FILE = 'activation.json'
export const VALIDATION_FILE = 'validation.json'

export interface Layout {
  readonly root: Place
  readonly format: Place
  readonly licenses: Place
  /** Lies there while licenses do. */
  readonly licensed: Place
  readonly staging: Place
  readonly quarantine: Place
  /** `copies/`: the store as versions before this one left it, `format-N`, or `format-unknown`. */
  readonly copies: Place
  readonly lock: Place
  /** `waiting/`: a file for each writer that waits for the lock. */
  readonly waiting: Place
  /** `returns/`: the note of each deactivation that the server does not know of, or may not. */
  readonly returns: Place
  readonly returned: Place
  /** Is there from the first `returned.json` on, so that its loss is seen. */
  readonly returnedOnce: Place
  readonly usage: Place
  readonly usageHistory: Place
  /** `usage/`: a file of each product that writes by itself what is in use. */
  readonly usageReports: Place
  readonly clock: Place
  readonly revision: Place
  readonly activity: Place
  readonly olderActivity: Place
  readonly settings: Place
  /** Is there from the first `settings.json` on, so that its loss is seen. */
  readonly settingsOnce: Place
  readonly machineId: Place
}

export function layoutOf(dataDir: string): Layout {
  const root: Place = { root: dataDir, names: [] }
  return {
    root,
    format: below(root, 'store.json'),
    licenses: below(root, 'licenses'),
    licensed: below(root, 'licensed'),
    staging: below(root, 'staging'),
    quarantine: below(root, 'quarantine'),
    copies: below(root, 'copies'),
    lock: below(root, 'lock.db'),
    waiting: below(root, 'waiting'),
    returns: below(root, 'returns'),
    returned: below(root, 'returned.json'),
    returnedOnce: below(root, 'returned-once'),
    usage: below(root, 'usage.json'),
    usageHistory: below(root, 'usage-history'),
    usageReports: below(root, 'usage'),
    clock: below(root, 'clock.json'),
    revision: below(root, 'revision'),
    activity: below(root, 'activity.jsonl'),
    olderActivity: below(root, 'activity.1.jsonl'),
    settings: below(root, 'settings.json'),
    settingsOnce: below(root, 'settings-once'),
    machineId: below(root, 'machine-id'),
  }
}

/** SECURITY: an id comes from a signed file, and still never names a path: anything unusual is hashed. docs/SECURITY.md#store */
export function folderName(licenseId: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(licenseId)) return licenseId
  return `x${createHash('sha256').update(licenseId).digest('hex').slice(0, 40)}`
}

/** So that a damaged License Code is not taken for another machine's. */
export const codeDigest = (code: string): string => createHash('sha256').update(code).digest('hex')

/** By what the text is, so that the name says what is in it. */
export const keyFileName = (key: string): string => (armoredKind(key) !== null ? MACHINE_FILE : TYPED_FILE)

/** After the license's folder, a random part and the folder whose place it takes, where that is another one. */
export function stagedName(folder: string, former: string): string {
  const name = `${folder}.${randomBytes(6).toString('hex')}`
  return former === folder ? name : `${name}.for-${former}`
}

export const placeOf = (staged: string): string => staged.split('.')[0] ?? ''

/** The folder that must be gone before this one counts; null: none but that of its own name. */
export const formerPlaceOf = (staged: string): string | null => /\.for-([^.]+)$/.exec(staged)?.[1] ?? null

/** What a writer took out of its place to delete it. Other staged folders are put in their place; this one never is. */
export const removedName = (license: string): string => `${license}.removed`
export const isRemoved = (staged: string): boolean => staged.endsWith('.removed')
