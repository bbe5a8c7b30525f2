// The table of damage to the store, asked of the gate of the one file (issue 15): by chance, as long as there is time.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { CASES, type Case } from '#tests/support/damage-table.ts'
import { damagedStores, OTHER, type DamagedStores } from '#tests/support/damaged-store.ts'
import { inTable, placeOf } from '#tests/support/judge-case.ts'
import { randomFrom } from '#tests/support/random.ts'
import { least, seed, share } from '#tests/support/rounds.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { buildOneFiles, run } from '../real/one-file/build.ts'

const isHere = process.platform === 'linux' && process.arch === 'x64'
const ON_DISK = CASES.filter(({ make }) => make !== undefined)
/** Of the table's cases in the usual minutes, however slow the machine. */
const ALL = least(ON_DISK.length)

function shuffled(cases: readonly Case[]): Case[] {
  const random = randomFrom(seed())
  return cases
    .map((one) => ({ one, at: random(1_000_000) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one)
}

describe('the one file', runsWhere(isHere, 'the file of linux-x64 runs on linux-x64'), () => {
  const all = new Cleanup()
  let stores: DamagedStores
  let program = ''
  beforeAll(async () => {
    requireBuild()
    stores = await damagedStores(all)
    const output = all.folder()
    const profileFile = path.join(output, 'vendor.json')
    writeFileSync(profileFile, JSON.stringify(stores.profile))
    await buildOneFiles({ profileFile, systems: ['linux-x64'], output })
    program = path.join(output, 'activation-desk-linux-x64')
  }, 600_000)
  afterAll(() => all.run())

  test('answers of each damage as the table says', async () => {
    const { isUp } = share()
    let seen = 0
    for (const one of shuffled(ON_DISK)) {
      if (seen >= ALL && isUp()) break
      seen += 1
      const cleanup = new Cleanup()
      const { desk, aside } = await stores.another(cleanup)
      const { dataDir } = desk
      const check = (product: string) =>
        run([program], ['--data-dir', dataDir, 'check', '--product', product])
      await whileDamaged(one, { file: path.join(dataDir, placeOf(one, stores)), aside }, async () => {
        const [hit, other] = [await check(one.product), await check(OTHER)]
        const says = inTable(hit.stderr, dataDir, stores).replaceAll(/\s+/g, ' ')
        expect({ place: one.place, kind: one.kind, exits: [hit.status, other.status], says }).toEqual({
          place: one.place,
          kind: one.kind,
          exits: one.exits,
          says: expect.stringContaining(one.check ?? '') as string,
        })
      })
      await cleanup.run()
    }
    console.log(`${seen} of ${ON_DISK.length} cases`)
  })
})
