// What commands that were killed had begun to write is gone after the next one (issue 12, section D).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DAY } from '#shared/instant.ts'
import { server as english } from '#shared/messages/en/server.ts'
import { examine } from '#server/back-office/doctor.ts'
import { stagedName } from '#server/store/staged.ts'
import { keepCopy } from '#server/vendor/backup.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { run, runHere } from '../support/command.ts'
import { expectOk, temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()
const module = new URL('../../../src-server/store/staged.ts', import.meta.url).href

/** Begun by a process that is gone, with what SQLite would have beside it; the names. */
function leaveBehind(path: string): string[] {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const program = `import { stagedName } from ${JSON.stringify(module)}; process.stdout.write(stagedName(process.argv[1]))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', program, path], {
    encoding: 'utf8',
  })
  const names = ['', '-wal', '-shm', '-journal'].map((suffix) => stdout + suffix)
  for (const name of names) writeFileSync(name, 'half')
  return names
}

const leftIn = (names: readonly string[]) => names.filter((name) => existsSync(name))

describe('a command', () => {
  it.each([
    ['license list', ['license', 'list']],
    ['backup', ['backup', 'COPY']],
    ['restore', ['restore', 'COPY']],
    ['database upgrade', ['database', 'upgrade']],
    ['database upgrade --dry-run', ['database', 'upgrade', '--dry-run']],
    ['keys prepare', ['keys', 'prepare']],
    ['doctor', ['doctor']],
  ])('such as %s removes them from everywhere in the data folder', async (_, argv) => {
    const dataDir = await office.copy(() => undefined)
    const copy = join(temporaryFolder(), 'copy.db')
    if (argv[0] === 'restore') await run(dataDir, ['backup', copy])
    const left = ['activation.db', 'keys/0badc0de.pem', 'backups/activation-20270101T000000000Z.db'].flatMap(
      (name) => leaveBehind(join(dataDir, name)),
    )
    const { exit, error } = await run(
      dataDir,
      argv.map((word) => (word === 'COPY' ? copy : word)),
    )
    expect([exit, error]).toEqual([0, ''])
    expect(leftIn(left)).toEqual([])
  })

  it('that makes the folder anew removes them too', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    const left = ['activation.db', 'keys/0badc0de.pem'].flatMap((name) => leaveBehind(join(dataDir, name)))
    expect((await run(dataDir, ['init'])).exit).toBe(0)
    expect(leftIn(left)).toEqual([])
  })

  it('that makes the folder anew is not kept from it by an init that was killed on another machine, or in a container with another name (issue 12)', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
    writeFileSync(join(dataDir, 'init-0badc0de.00000000-1-0123456789abcdef.new'), 'half')
    writeFileSync(join(dataDir, 'keys', '0badc0de.pem'), 'a key')
    const listed = await runHere(dataDir, ['license', 'list'])
    expect([listed.exit, listed.error]).toEqual([expect.anything(), expect.stringContaining('init')])
    expect(listed.error).not.toContain('backup')
    const made = await runHere(dataDir, ['init'])
    expect([made.exit, made.error]).toEqual([0, ''])
  })

  it('that writes a file elsewhere removes what was to become that one, and nothing else', async () => {
    const dataDir = await office.copy(() => undefined)
    const folder = temporaryFolder()
    const [copy, answer] = [join(folder, 'copy.db'), join(folder, 'answer.txt')]
    const left = [...leaveBehind(copy), ...leaveBehind(answer)]
    const others = leaveBehind(join(folder, 'other.txt')).map((name) => basename(name))
    const asked = ['answer', '--license', office.license, '--unique-key', uniqueKey(), '--output', answer]
    expect((await run(dataDir, asked)).exit).toBe(0)
    expect((await run(dataDir, ['backup', copy])).exit).toBe(0)
    expect(leftIn(left)).toEqual([])
    expect(readdirSync(folder).toSorted()).toEqual(['answer.txt', 'copy.db', ...others].toSorted())
  })
})

describe('a file that is being written', () => {
  it('by this process or by another that still runs, stays', async () => {
    const dataDir = await office.copy(() => undefined)
    const own = stagedName(join(dataDir, 'activation.db'))
    writeFileSync(own, '')
    stagedName(join(dataDir, 'activation.db'))
    expect(existsSync(own)).toBe(true)
    expect((await run(dataDir, ['license', 'list'])).exit).toBe(0)
    expect(existsSync(own)).toBe(true)
    rmSync(own)
  })

  it('on another machine stays until it is a day old', async () => {
    const dataDir = await office.copy(() => undefined)
    const left = join(dataDir, 'activation.db.00000000-1-0123456789abcdef.new')
    writeFileSync(left, '')
    await run(dataDir, ['license', 'list'])
    expect(existsSync(left)).toBe(true)
    const before = new Date(Date.now() - 2 * DAY)
    utimesSync(left, before, before)
    await run(dataDir, ['license', 'list'])
    expect(existsSync(left)).toBe(false)
  })
})

describe('what is not finished, and may be under way on another machine, is named by doctor (issue 12)', () => {
  const left = (name: string) => `${name}.00000000-1-0123456789abcdef.new`
  it.each([
    ['of an init, before there is a database', left('init-0badc0de'), false],
    ['of an init, beside a database', left('init-0badc0de'), true],
    ['of a key', join('keys', left('0badc0de.pem')), true],
    ['of a copy', join('backups', left('activation-20270101T000000000Z.db')), true],
  ])('%s', async (_, name, isReady) => {
    const dataDir = isReady ? await office.copy(() => undefined) : join(temporaryFolder(), 'office')
    mkdirSync(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
    mkdirSync(dirname(join(dataDir, name)), { recursive: true, mode: 0o700 })
    for (const suffix of ['', '-wal', '-shm'])
      writeFileSync(join(dataDir, name + suffix), 'half', { mode: 0o600 })
    const said = (await examine(dataDir)).flatMap((found) =>
      found.step === 'left_over' && found.fault === null ? [found.well(english.doctor)] : [],
    )
    expect(said).toEqual([expect.stringContaining(`${basename(name)} was begun and is not finished`)])
  })
})

describe('whole files that a killed command left are named by doctor, and stay', () => {
  const leftOver = async (dataDir: string) =>
    (await examine(dataDir)).flatMap(({ step, ...found }) =>
      step === 'left_over' && found.fault === null ? [found.well(english.doctor)] : [],
    )

  it('a key whose command was killed before the database had it', async () => {
    const dataDir = await office.copy(() => undefined)
    expect(await leftOver(dataDir)).toEqual([])
    writeFileSync(join(dataDir, 'keys', '0badc0de.pem'), 'a key')
    expect(await leftOver(dataDir)).toEqual([expect.stringContaining('uses 0badc0de.pem')])
    const vendor = expectOk(await openVendor(dataDir))
    await vendor.keys.prepare(Date.now())
    await vendor.close()
    expect(await leftOver(dataDir)).toEqual([expect.stringMatching(/uses 0badc0de\.pem:/)])
    expect(readdirSync(join(dataDir, 'keys'))).toHaveLength(3)
  })

  it('the copy of a restore that was killed', async () => {
    const dataDir = await office.copy(() => undefined)
    expectOk(await keepCopy(dataDir, Date.UTC(2027, 0, 1)))
    expect(await leftOver(dataDir)).toEqual([
      expect.stringContaining('keeps 1 copy, the newest activation-20270101T000000000Z.db'),
    ])
    expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(1)
  })
})
