// Writes the vectors of the gate anew, signed by a vendor whose private keys are gone when it ends:
// node tests/support/gate/make-vectors.ts
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import { FIRST_INSTANT, iso, LAST_INSTANT } from '#shared/instant.ts'
import { askReferenceAsNobody } from './ask-reference.ts'
import { layOutCase, openAgain, type Refused } from './gate-case.ts'
import { GateVendor } from './gate-vendor.ts'
import { sentenceOf } from './sentence-of.ts'
import { collected } from './vectors.ts'
import { questions, spellings } from './vectors-of-questions.ts'
import { elsewhere, machines, signatures } from './vectors-of-refusals.ts'
import { maintenanceAndFeatures, several } from './vectors-of-several.ts'
import { clocks, localKeys, statuses } from './vectors-of-standing.ts'
import { returns, stores } from './vectors-of-stores.ts'
import { usage } from './vectors-of-usage.ts'
import { words } from './vectors-of-words.ts'

const output = path.resolve(import.meta.dirname, '../../vectors/gate')

function inAWord(answer: GateAnswer | Refused): string {
  if ('error' in answer) return `error ${answer.error.code}`
  if (answer.mayRun) return answer.status
  return answer.reason === answer.status ? `no ${answer.status}` : `no ${answer.status} ${answer.reason}`
}

const vendor = new GateVendor()
const trusted = vendor.profile()

/** What is not as in vendor.json. */
const changes = (profile: VendorProfile): Partial<VendorProfile> =>
  Object.fromEntries(
    Object.entries(profile).filter(
      ([name, value]) => !isDeepStrictEqual(value, trusted[name as keyof VendorProfile]),
    ),
  )

const parts = [statuses, localKeys, clocks, words, usage, several, maintenanceAndFeatures]
const vectors = collected(vendor, [
  ...parts,
  signatures,
  elsewhere,
  machines,
  stores,
  returns,
  questions,
  spellings,
])
const wrong: string[] = []
const written = new Map<string, string>()
for (const { name, expected, clock, ...one } of vectors) {
  if (written.has(name)) wrong.push(`${name}: twice`)
  const folder = mkdtempSync(path.join(tmpdir(), 'gate-vector-'))
  try {
    chmodSync(folder, 0o755)
    layOutCase(one, folder)
    const answer = await askReferenceAsNobody({ ...one, clock }, folder)
    if (inAWord(answer) !== expected) wrong.push(`${name}: ${inAWord(answer)}, not ${expected}`)
    openAgain(one, folder)
    const { profile, sources, store, ask } = one
    const sentence = 'mayRun' in answer ? sentenceOf(ask, answer) : undefined
    const vector = {
      name,
      ask,
      clock: clock < FIRST_INSTANT || clock > LAST_INSTANT ? clock : iso(clock),
      answer,
      sentence,
      sources,
      profile: changes(profile),
      store,
    }
    written.set(name, `${JSON.stringify(vector, null, 1)}\n`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
if (wrong.length > 0) throw new Error(`not as the cases say:\n${wrong.join('\n')}`)
mkdirSync(output, { recursive: true })
written.set('vendor', `${JSON.stringify(trusted, null, 1)}\n`)
for (const file of readdirSync(output)) if (file.endsWith('.json')) rmSync(path.join(output, file))
for (const [name, text] of written) writeFileSync(path.join(output, `${name}.json`), text)
process.stdout.write(`${vectors.length} vectors\n`)
