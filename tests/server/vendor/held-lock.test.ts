// While another program keeps the database from being written, doctor says so, and what is refused leaves nothing.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { runHere } from '../support/command.ts'
import { change, database } from '../support/damaged-back-office.ts'
import { expectFault } from '../support/fault.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()
const patient = { timeout: 60_000 } // a command waits for the lock

async function held() {
  const dataDir = await office.copy(() => undefined)
  const other = new DatabaseSync(database(dataDir))
  onTestFinished(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  return { dataDir, release: () => other.exec('ROLLBACK') }
}

it('doctor calls the database not writable, and is well once it is again', patient, async () => {
  const { dataDir, release } = await held()
  const { exit, out } = await runHere(dataDir, ['doctor'])
  expect([exit, out]).toEqual([
    3,
    expect.stringMatching(/^FAULT {2}another program keeps \S+activation\.db from being written: wait/m),
  ])
  expect(out).not.toMatch(/can be written|signs now/)
  release()
  expect((await runHere(dataDir, ['doctor'])).exit).toBe(0)
})

it.each([[['keys', 'prepare']], [['keys', 'rotate']]])(
  '“%s” that is refused leaves no key',
  patient,
  async (argv) => {
    const { dataDir, release } = await held()
    const before = readdirSync(join(dataDir, 'keys'))
    await expectFault(dataDir, argv, 'database_busy')
    expect(readdirSync(join(dataDir, 'keys'))).toEqual(before)
    release()
    expect((await runHere(dataDir, argv)).exit).toBe(0)
    expect((await runHere(dataDir, ['doctor'])).exit).toBe(0)
  },
)

it('one that fails once the key is written leaves none either', async () => {
  const refused = change(
    "CREATE TRIGGER no_event BEFORE INSERT ON events BEGIN SELECT RAISE(FAIL, 'no room'); END",
  )
  const dataDir = await office.copy(refused)
  const before = readdirSync(join(dataDir, 'keys'))
  await runHere(dataDir, ['keys', 'prepare']).catch(() => undefined)
  expect(readdirSync(join(dataDir, 'keys'))).toEqual(before)
})
