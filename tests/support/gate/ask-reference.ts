// The reference asked: the library's own reading, judging and answering, with the machine and clock of a case.
import { layoutOf } from '#main/adapters/file-store/layout.ts'
import { storeReader } from '#main/adapters/file-store/store-reader.ts'
import { machineIdReader } from '#main/adapters/machine-id-reader.ts'
import { readSources } from '#main/adapters/system-id.ts'
import { ask as askGate } from '#main/hosts/library/ask.ts'
import { readGateProfile } from '#main/hosts/library/gate-profile.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { asInVector } from './as-in-vector.ts'
import { dataDirOf, sourcePlaces, type GateCase, type Refused } from './gate-case.ts'

/** Of “nobody”: what is closed to a user is closed to root too then. */
export const NOBODY = 65_534

/** `folder`: where the case was laid out; `dataDir`: absolute. As it is written: JSON knows no −0. */
export async function askReference(
  { profile, clock, ask }: Omit<GateCase, 'store' | 'sources'>,
  folder: string,
  dataDir = dataDirOf(folder),
): Promise<GateAnswer | Refused> {
  const files = sourcePlaces(folder)
  const vendor = readGateProfile(JSON.stringify(profile))
  const system = {
    derived: () => Promise.resolve(readSources(files)),
    directly: () => readSources(files),
    differing: () => null,
  }
  const { json } = await askGate(ask.product, ask, vendor, {
    primitives: nodePrimitives,
    clock: { now: () => clock },
    store: storeReader(layoutOf(dataDir)),
    machineId: machineIdReader({ dataDir, fileAllowed: vendor?.machineIdFile ?? false, system }),
  })
  return JSON.parse(JSON.stringify(asInVector(json, folder))) as GateAnswer | Refused
}

/** Who is root gives up its rights meanwhile: `folder` and those above it have to be open to everybody then. */
export async function askReferenceAsNobody(
  one: Omit<GateCase, 'store' | 'sources'>,
  folder: string,
): Promise<GateAnswer | Refused> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.setegid?.(NOBODY)
  if (isRoot) process.seteuid?.(NOBODY)
  try {
    return await askReference(one, folder)
  } finally {
    if (isRoot) process.seteuid?.(0)
    if (isRoot) process.setegid?.(0)
  }
}
