// The vectors of the gate as they lie in tests/vectors/gate.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { GateAnswer } from '#shared/contract/views.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { GateCase, Refused } from './gate-case.ts'

const VECTORS = path.resolve(import.meta.dirname, '../../vectors/gate')

export interface StoredVector extends GateCase {
  readonly name: string
  readonly answer: GateAnswer | Refused
  /** Of an answer alone: that of an error has an absolute path in it. */
  readonly sentence?: string
}

type Written = Omit<StoredVector, 'clock' | 'profile'> & {
  readonly clock: string | number
  readonly profile: object
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(VECTORS, file), 'utf8'))

export function readVectors(): readonly StoredVector[] {
  const trusted = readJson('vendor.json') as object
  return readdirSync(VECTORS)
    .filter((file) => file.endsWith('.json') && file !== 'vendor.json')
    .map((file) => {
      const { clock, profile, ...vector } = readJson(file) as Written
      // One cause is a profile of another form: it is for the gate to say so.
      const instant = typeof clock === 'number' ? clock : Date.parse(clock)
      return { ...vector, clock: instant, profile: { ...trusted, ...profile } as VendorProfile }
    })
}
