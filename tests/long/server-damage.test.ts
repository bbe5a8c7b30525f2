// Every damage of the vendor's database × every command: one sentence, its own exit status, and not a byte is changed.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '#tests/server/support/command.ts'
import { database, DATABASE_FAULTS, type Damage } from '#tests/server/support/damaged-back-office.ts'
import { expectFault } from '#tests/server/support/fault.ts'
import { prepareBackOffice } from '#tests/server/support/prepared-back-office.ts'

/** What is of this version has nothing to be upgraded, and a copy of it is worth having, whatever is in it. */
const UPGRADED = new Set([
  'without a table',
  'without a column',
  'without its account',
  'with an account that cannot be read',
  'newer',
  'older',
])

/** Every file and folder by name, and what is in the database. */
const contentOf = (dataDir: string) => [
  readdirSync(dataDir, { recursive: true }).toSorted(),
  statSync(database(dataDir), { throwIfNoEntry: false })?.isFile() ? readFileSync(database(dataDir)) : null,
]

const office = prepareBackOffice()
const broken = (change: Damage) => office.copy(change)

describe('a database that is', () => {
  it.each(DATABASE_FAULTS)(
    '%s is one sentence for every command (issue 12.10, 12.11)',
    async (_, code, damage) => {
      const dataDir = await broken(damage)
      const before = contentOf(dataDir)
      // One after another: they share this process's output.
      await expectFault(dataDir, ['serve', '--port', '0'], code)
      await expectFault(dataDir, ['license', 'list'], code)
      const { exit, out } = await run(dataDir, ['doctor', '--json'])
      expect([exit, out]).toEqual([3, expect.stringContaining(`"code":"${code}"`)])
      expect(contentOf(dataDir)).toEqual(before)
    },
  )

  it.each(DATABASE_FAULTS.filter(([name]) => !UPGRADED.has(name)))(
    '%s is the same one sentence for what copies it or changes its form (issue 12.11)',
    async (_, code, damage) => {
      const dataDir = await broken(damage)
      const before = contentOf(dataDir)
      await expectFault(dataDir, ['database', 'upgrade'], code)
      await expectFault(dataDir, ['backup', join(dataDir, 'copy.db')], code)
      expect(contentOf(dataDir)).toEqual(before)
    },
  )
})
