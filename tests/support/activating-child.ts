// Activates license after license offline until it is killed; says each on standard output once it is confirmed.
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { once } from 'node:events'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { systemMachineId } from '#main/adapters/system-machine-id.ts'
import type { Dependencies } from '#main/core/dependencies.ts'
import { activateOffline } from '#main/core/activation/activate-offline.ts'
import { uniqueKey } from '#main/core/standing/unique-key.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { must } from './must.ts'
import { paperVendorFrom } from './paper-vendor.ts'
import { randomFrom } from './random.ts'

export interface Activating {
  readonly dataDir: string
  readonly onPaper: string
  readonly seed: number
  /** Names its licenses; those that begin with “shared” are everybody’s. */
  readonly name: string
  /** The clock's time; every key that it makes is issued a minute later than the one before: a typed key knows no less. */
  readonly now: number
}

/** What is printed: a license that was confirmed, and when its key was issued. */
export interface Confirmed {
  readonly id: string
  readonly issued: number
}

const { dataDir, onPaper, seed, name, now } = JSON.parse(process.argv[2] ?? '') as Activating
const vendor = paperVendorFrom(onPaper)
const random = randomFrom(seed)
/** What offline activation asks for; anything else would end this process, which its parent would notice. */
const dependencies = {
  vendor: vendor.profile,
  primitives: nodePrimitives,
  clock: { now: () => now },
  machineId: systemMachineId({ dataDir, fileAllowed: true }),
  store: fileStore(dataDir, 120_000),
} as Dependencies
const fingerprint = must(await uniqueKey(dependencies)).uniqueKey

flushCompileCache()
writeSync(1, 'ready\n')
await once(process.stdin, 'data')

const MINUTE = 60_000
const own: string[] = []
for (let round = 1; ; round += 1) {
  const choice = random(10)
  const known = choice < 3 ? own[random(own.length + 1)] : undefined
  const id = known ?? (choice < 6 ? `shared-${random(3)}` : `${name}-${round}`)
  // A shared license has one of two codes, so that it is also replaced as a whole.
  const code = id.startsWith('shared') ? `CODE ${random(2)} OF ${id}` : `CODE OF ${id}`
  const issued = now + round * MINUTE
  const terms = { id, code, fingerprint, issued }
  const offlineKey = round % 3 === 0 ? vendor.typedKey(terms) : vendor.localKey(terms)
  const activated = await activateOffline({ code, offlineKey }, dependencies)
  if (!activated.ok && activated.error.code === 'older_key') continue
  must(activated)
  if (!id.startsWith('shared')) own.push(id)
  const confirmed: Confirmed = { id, issued }
  writeSync(1, `${JSON.stringify(confirmed)}\n`)
}
