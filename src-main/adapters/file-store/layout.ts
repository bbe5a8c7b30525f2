// Where things are in the data folder (docs/ARCHITECTURE.md#what-is-stored-where).
import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { armoredKind } from '#shared/formats/armor.ts'

/** A license is one of the two, never both: see keyFileName. */
export const MACHINE_FILE = 'machine.lic'
export const TYPED_FILE = 'typed.key'
export const CODE_FILE = 'code'
export const ACTIVATION_FILE = 'activation.json'
export const VALIDATION_FILE = 'validation.json'

export interface Layout {
  readonly root: string
  readonly licenses: string
  readonly staging: string
  readonly quarantine: string
  readonly lock: string
  readonly returns: string
  readonly returned: string
  readonly usage: string
  readonly usageHistory: string
  readonly clock: string
  readonly revision: string
  readonly activity: string
}

export function layoutOf(root: string): Layout {
  return {
    root,
    licenses: path.join(root, 'licenses'),
    staging: path.join(root, 'staging'),
    quarantine: path.join(root, 'quarantine'),
    lock: path.join(root, 'lock.db'),
    returns: path.join(root, 'returns'),
    returned: path.join(root, 'returned.json'),
    usage: path.join(root, 'usage.json'),
    usageHistory: path.join(root, 'usage-history'),
    clock: path.join(root, 'clock.json'),
    revision: path.join(root, 'revision'),
    activity: path.join(root, 'activity.jsonl'),
  }
}

/** SECURITY: an id comes from a signed file, and still never names a path: anything unusual is hashed. docs/SECURITY.md#store */
export function folderName(licenseId: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(licenseId)) return licenseId
  return `x${createHash('sha256').update(licenseId).digest('hex').slice(0, 40)}`
}

/** By what the text is, so that the name says what is in it. */
export const keyFileName = (key: string): string => (armoredKind(key) !== null ? MACHINE_FILE : TYPED_FILE)

/** After the license's folder, a random part and the folder whose place it takes, where that is another one. */
export function stagedName(folder: string, former: string): string {
  const name = `${folder}.${randomBytes(6).toString('hex')}`
  return former === folder ? name : `${name}.for-${former}`
}

export const placeOf = (staged: string): string => path.basename(staged).split('.')[0] ?? ''

/** The folder that must be gone before this one counts; null: none but that of its own name. */
export const formerPlaceOf = (staged: string): string | null => /\.for-([^.]+)$/.exec(staged)?.[1] ?? null

/** What a writer took out of its place to delete it. Other staged folders are put in their place; this one never is. */
export const removedName = (license: string): string => `${license}.removed`
export const isRemoved = (staged: string): boolean => staged.endsWith('.removed')
