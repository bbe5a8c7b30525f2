// What a gate said, as a vector has it: places within the data folder, or of the system, wherever the case was laid out.
import path from 'node:path'
import { dataDirOf, SOURCES, sourcePlaces, type Refused } from './gate-case.ts'

export interface Said {
  readonly test?: true
  readonly error?: {
    readonly code: string
    readonly params?: { readonly path?: string; readonly reason?: string; readonly product?: string }
  }
}

export function asInVector(said: object, folder: string): unknown {
  const { error, test } = said as Said
  if (error === undefined) return said
  const { code, params = {} } = error
  const { path: place, reason, product } = params
  return {
    ...(test && { test }),
    error: {
      code,
      ...(place !== undefined && { path: shown(place, folder) }),
      ...(reason !== undefined && { reason }),
      ...(product !== undefined && { product }),
    },
  } satisfies Refused
}

function shown(place: string, folder: string): string {
  const source = SOURCES[sourcePlaces(folder).indexOf(place)]
  if (source !== undefined) return source
  return path.isAbsolute(place) ? path.relative(dataDirOf(folder), place) || '.' : place
}
