// Nothing that a person has printed, copied or logged is written over the server's own data.
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { openLog } from '#server/cli/log.ts'
import { keepCopy } from '#server/vendor/backup.ts'
import { runHere } from '../support/command.ts'
import { keyFile } from '../support/damaged-back-office.ts'
import { expectOk, temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()

/** A folder with a copy, and all of its places that nothing may be written to. */
async function ownPlaces() {
  const dataDir = await office.copy(() => undefined)
  const copy = expectOk(await keepCopy(dataDir, Date.now()))
  const elsewhere = temporaryFolder()
  const [link, second, folder] = [
    join(elsewhere, 'link'),
    join(elsewhere, 'second'),
    join(elsewhere, 'folder'),
  ]
  symlinkSync(join(dataDir, 'activation.db'), link)
  linkSync(keyFile(dataDir), second)
  symlinkSync(dataDir, folder)
  const places = [
    ...['', '-wal', '-shm', '-journal', '-writes'].map((suffix) => join(dataDir, `activation.db${suffix}`)),
    keyFile(dataDir),
    join(dataDir, 'keys', 'new.pem'),
    join(dataDir, 'keys', '..', 'activation.db'),
    copy,
    join(dataDir, 'backups', 'new.txt'),
    link,
    second,
    join(folder, 'keys', basename(keyFile(dataDir))),
  ]
  return { dataDir, places }
}

const OWN = /^(?<place>.*) is a place of the server's own data: name a file elsewhere$/

function contentOf(dataDir: string): string[] {
  return ['.', 'keys', 'backups']
    .flatMap((folder) => readdirSync(join(dataDir, folder)).map((name) => join(dataDir, folder, name)))
    .filter((file) => !/\.db-|\/(keys|backups)$/.test(file))
    .map((file) => `${file} ${readFileSync(file, 'hex')}`)
    .toSorted()
}

it('an answer is not written over the database, a key or a copy, by whatever name, and takes no seat', async () => {
  const { dataDir, places } = await ownPlaces()
  const before = contentOf(dataDir)
  const argv = ['answer', '--license', office.license, '--unique-key', uniqueKey(), '--json', '--output']
  for (const output of places) {
    const { exit, out } = await runHere(dataDir, [...argv, output])
    expect([output, exit, JSON.parse(out)]).toEqual([
      output,
      3,
      { error: { code: 'output_not_written', message: expect.stringMatching(OWN) as string } },
    ])
  }
  expect(contentOf(dataDir)).toEqual(before)
  const { out } = await runHere(dataDir, ['machine', 'list', office.license, '--json'])
  expect(JSON.parse(out)).toMatchObject({ machines: [] })
})

it('no line of the log is written to one of them', async () => {
  const { dataDir, places } = await ownPlaces()
  const before = contentOf(dataDir)
  for (const file of places) {
    const { exit, out } = await runHere(dataDir, ['serve', '--port', '0', '--json', '--log-file', file])
    expect([file, exit, JSON.parse(out)]).toEqual([
      file,
      3,
      { error: { code: 'log_not_written', message: expect.stringMatching(OWN) as string } },
    ])
  }
  expect(contentOf(dataDir)).toEqual(before)
})

it('a file elsewhere in the data folder can be the log, until another one of its name is the database', async () => {
  const dataDir = await office.copy(() => undefined)
  const file = join(dataDir, 'access.log')
  const log = expectOk(await openLog(file, dataDir))
  log.failure('-', new Error('first'))
  expect(readFileSync(file, 'utf8')).toContain('first')
  rmSync(file)
  symlinkSync('activation.db', file)
  const before = readFileSync(join(dataDir, 'activation.db'), 'hex')
  log.reopen()
  log.failure('-', new Error('second'))
  expect(readFileSync(join(dataDir, 'activation.db'), 'hex')).toBe(before)
})

it('a backup takes the place of no folder and of nothing beside the database, and may lie in “backups”', async () => {
  const dataDir = await office.copy((folder) =>
    rmSync(join(folder, 'backups'), { recursive: true, force: true }),
  )
  for (const name of ['backups', 'activation.db-journal', 'activation.db', 'keys', 'keys/copy.db']) {
    const { exit, error } = await runHere(dataDir, ['backup', join(dataDir, name)])
    expect([name, exit, error.replaceAll('\n', ' ').trim()]).toEqual([name, 3, expect.stringMatching(OWN)])
  }
  expect((await runHere(dataDir, ['doctor'])).exit).toBe(0)
  mkdirSync(join(dataDir, 'backups'), { mode: 0o700 })
  expect((await runHere(dataDir, ['backup', join(dataDir, 'backups', 'mine.db')])).exit).toBe(0)
  const taken = await runHere(dataDir, ['backup', join(dataDir, 'backups', 'mine.db')])
  expect([taken.exit, taken.error]).toEqual([1, expect.stringContaining('is there already')])
})
