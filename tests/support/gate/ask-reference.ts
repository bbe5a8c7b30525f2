// The reference asked: the shipped gate's own reading, judging and answering, with the machine and clock of a case.
import path from 'node:path'
import { layoutOf } from '#main/adapters/file-store/layout.ts'
import { storeReader } from '#main/adapters/file-store/store-reader.ts'
import { machineIdReader } from '#main/adapters/machine-id-reader.ts'
import { readSources } from '#main/adapters/system-id.ts'
import { checkProduct } from '#main/core/standing/gate.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { dataDirOf, SOURCES, sourcePlaces, type GateCase, type Refused } from './gate-case.ts'

/** `folder`: where the case was laid out; `dataDir`: absolute. */
export async function askReference(
  { profile, clock, ask }: Omit<GateCase, 'store' | 'sources'>,
  folder: string,
  dataDir = dataDirOf(folder),
): Promise<GateAnswer | Refused> {
  const files = sourcePlaces(folder)
  const system = {
    derived: () => Promise.resolve(readSources(files)),
    directly: () => readSources(files),
    differing: () => null,
  }
  const answer = await checkProduct(ask, {
    vendor: profile,
    primitives: nodePrimitives,
    clock: { now: () => clock },
    store: storeReader(layoutOf(dataDir)),
    machineId: machineIdReader({ dataDir, fileAllowed: profile.machineIdFile, system }),
  })
  if (answer.ok) return answer.value
  const { code, params } = answer.error as { code: string; params: { path?: string; reason?: string } }
  const { path: place, reason } = params
  return {
    error: {
      code,
      ...(place !== undefined && { path: shown(place, folder) }),
      ...(reason !== undefined && { reason }),
    },
  }
}

/** As a vector names it, wherever the case was laid out. */
function shown(place: string, folder: string): string {
  const source = SOURCES[sourcePlaces(folder).indexOf(place)]
  if (source !== undefined) return source
  return path.isAbsolute(place) ? path.relative(dataDirOf(folder), place) || '.' : place
}
