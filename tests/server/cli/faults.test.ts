// What keeps the vendor's programs from working is one sentence and exit status 3 (issue 12.7, 12.10, 12.11).
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished, type TestContext } from 'vitest'
import { program, run, runAsAnother, runHere } from '../support/command.ts'
import {
  change,
  damagePage,
  database,
  DATABASE_FAULTS,
  KEY_FAULTS,
  keyFile,
  type Damage,
} from '../support/damaged-back-office.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { expectFault } from '../support/fault.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

const office = prepareBackOffice()
const broken = (change: Damage) => office.copy(change)

it('a fault is one sentence on standard error (issue 12.10)', async () => {
  const { exit, out, error } = await run(join(temporaryFolder(), 'office'), ['serve'])
  expect([exit, out]).toEqual([3, ''])
  expect(error).toMatch(/^.* holds no vendor data: run "init" first\n$/)
})

describe('a signing key that is', () => {
  it.each(KEY_FAULTS)('%s lets no server start (issue 12.7)', async (_, code, damage) => {
    await expectFault(await broken(damage), ['serve', '--port', '0'], code)
  })

  it.each(KEY_FAULTS)('%s answers nothing and takes no seat (issue 12.7)', async (_, code, damage) => {
    const dataDir = await broken(damage)
    for (const format of ['file', 'typed', 'both'])
      await expectFault(
        dataDir,
        ['answer', '--license', office.license, '--unique-key', uniqueKey(), '--format', format],
        code,
      )
    const { out } = await runHere(dataDir, ['machine', 'list', office.license, '--json'])
    expect(JSON.parse(out)).toMatchObject({ machines: [], total: 0, kept: [], keptTotal: 0 })
  })

  it.each(KEY_FAULTS)('%s is found by doctor (issue 12.7)', async (_, code, damage) => {
    const { exit, out } = await runHere(await broken(damage), ['doctor', '--json'])
    expect(exit).toBe(3)
    const { well, findings } = JSON.parse(out) as {
      well: boolean
      findings: { fault: { code: string } | null }[]
    }
    expect([well, findings.flatMap(({ fault }) => fault?.code ?? [])]).toEqual([false, [code]])
  })

  it('lost after it was prepared is not made the one that signs (issue 12.7)', async () => {
    const dataDir = await broken(() => undefined)
    const before = keyFile(dataDir)
    await runHere(dataDir, ['keys', 'prepare'])
    const added = readdirSync(join(dataDir, 'keys')).find((name) => !before.endsWith(name))
    rmSync(join(dataDir, 'keys', added ?? ''))
    await expectFault(dataDir, ['keys', 'rotate'], 'signing_key_missing')
    const { exit } = await runHere(dataDir, [
      'answer',
      '--license',
      office.license,
      '--unique-key',
      uniqueKey(),
    ])
    expect(exit).toBe(0)
  })

  it('lost can be followed by a new one', async () => {
    const dataDir = await broken((folder) => rmSync(keyFile(folder)))
    expect((await runHere(dataDir, ['keys', 'rotate'])).exit).toBe(0)
    expect((await runHere(dataDir, ['doctor'])).exit).toBe(0)
  })
})

describe('a database that is', () => {
  // Of every other command: tests/long/server-damage.test.ts.
  it.each(DATABASE_FAULTS)(
    '%s lets no server start, in one sentence (issue 12.10, 12.11)',
    async (_, code, damage) => {
      await expectFault(await broken(damage), ['serve', '--port', '0'], code)
    },
  )

  it.each([
    ['in a folder that is not this user’s', (folder: string) => chmodSync(folder, 0o000)],
    ['not this user’s', (folder: string) => chmodSync(database(folder), 0o000)],
  ])('%s is one sentence about rights for every command (issue 12.10)', async (_, lock) => {
    const dataDir = await broken((folder) => {
      chmodSync(folder, 0o755)
      chmodSync(dirname(folder), 0o755)
      lock(folder)
    })
    onTestFinished(() => chmodSync(dataDir, 0o700))
    for (const argv of [
      ['serve', '--port', '0'],
      ['license', 'list'],
      ['database', 'upgrade'],
      ['backup', '/tmp/copy.db'],
    ]) {
      const { exit, out, error } = await runAsAnother(dataDir, [...argv, '--json'])
      expect([argv, exit, error]).toEqual([argv, 3, ''])
      expect(out).toContain('"code":"database_not_permitted"')
    }
    const { exit, out } = await runAsAnother(dataDir, ['doctor'])
    expect([exit, out]).toEqual([3, expect.stringMatching(/FAULT .*look at the rights/)])
    expect(out).not.toContain('init')
  })

  it('that may only be read is not called writable by doctor (issue 12.7)', async () => {
    const dataDir = await broken(() => undefined)
    const nobody = 65_534
    if (process.getuid?.() === 0) {
      for (const name of ['', ...(readdirSync(dataDir, { recursive: true }) as string[])])
        chownSync(join(dataDir, name), nobody, nobody)
    }
    chmodSync(database(dataDir), 0o400)
    chmodSync(dirname(dataDir), 0o755)
    const { exit, out } = await runAsAnother(dataDir, ['doctor'])
    expect([exit, out]).toEqual([3, expect.stringMatching(/FAULT .*look at the rights/)])
    expect(out).not.toContain('can be written')
  })

  it('damaged in one page is not served (issue 12.10)', async () => {
    const dataDir = await broken((folder) => damagePage(folder, 'licenses'))
    await expectFault(dataDir, ['serve', '--port', '0'], 'database_damaged')
  })
})

describe('where to listen', () => {
  it.each([
    ['an address of another machine', ['--host', '192.0.2.1'], 'address_not_available'],
    ['a name that is none', ['--host', 'no.such.name.invalid'], 'address_not_available'],
    ['a log file in no folder', ['--port', '0', '--log-file', '/nowhere/at/all'], 'log_not_written'],
    ['a log file that is a folder', ['--port', '0', '--log-file', '/tmp'], 'log_not_written'],
  ])('%s is one sentence (issue 12.10)', async (_, argv, code) => {
    await expectFault(await broken(() => undefined), ['serve', ...argv], code)
  })
})

/** On a small disk of its own, with a shell's commands before the program's. */
function onSmallDisk(context: TestContext, size: string, before: string, argv: readonly string[]) {
  if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
    context.skip('needs “unshare -rm” for a small disk of its own')
  const script = `mount -t tmpfs -o size=${size} tmpfs /mnt && { ${before}; } >/dev/null 2>&1; exec "$@"`
  const command = [process.execPath, program, ...argv, '--data-dir', '/mnt/office']
  return spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', ...command], { encoding: 'utf8' })
}
const INIT = `"$1" "$2" init --data-dir /mnt/office`
const FILL = 'cat /dev/zero >/mnt/filler'

describe('doctor', () => {
  it('says what is well', async () => {
    const { exit, out } = await runHere(await broken(() => undefined), ['doctor'])
    expect(exit).toBe(0)
    expect(
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => line.slice(0, 6)),
    ).toEqual(Array(5).fill('ok    '))
  })

  it.each([
    ...DATABASE_FAULTS,
    ...['licenses', 'machines', 'account', 'keys'].map(
      (table) =>
        [`damaged in ${table}`, 'database_damaged', (dir: string) => damagePage(dir, table)] as const,
    ),
    ['without a key that signs', 'database_damaged', change('UPDATE keys SET active = 0')] as const,
  ])('of a database that is %s, no line says that it is well (issue 12.6)', async (_, code, damage) => {
    const { exit, out } = await runHere(await broken(damage), ['doctor', '--json'])
    const { findings } = JSON.parse(out) as {
      findings: { step: string; fault: { code: string } | null }[]
    }
    const ofIt = findings.filter(({ step }) => step === 'database' || step === 'disk')
    expect([exit, ofIt.map(({ fault }) => fault?.code ?? 'well')]).toEqual([3, [code]])
  })

  it('says nothing good of a folder that holds nothing of a vendor (issue 12.7)', async () => {
    for (const folder of [temporaryFolder(), join(temporaryFolder(), 'absent'), '/proc/1']) {
      const { exit, out } = await runHere(folder, ['doctor'])
      expect([folder, exit, out]).toEqual([
        folder,
        3,
        `FAULT  ${folder} holds no vendor data: run "init" first\n`,
      ])
    }
  })

  it('says what lies in the place of a folder of its own, and the rest too', async () => {
    const dataDir = await broken((folder) => {
      rmSync(join(folder, 'backups'), { recursive: true, force: true })
      writeFileSync(join(folder, 'backups'), '')
      rmSync(join(folder, 'keys'), { recursive: true })
      symlinkSync('nowhere', join(folder, 'keys'))
    })
    const { exit, out } = await runHere(dataDir, ['doctor'])
    expect([exit, out]).toEqual([3, expect.stringMatching(/FAULT .*backups is a file, and no folder: /)])
    expect(out).toMatch(/FAULT .*keys is a link that leads nowhere, and no folder: /)
    expect(out.match(/^ok/gm)).toHaveLength(4)
  })

  it('goes on with all the rest where the disk has no room for the log of writes (issue 12.10)', (context) => {
    const { status, stdout } = onSmallDisk(context, '2m', `${INIT}; ${FILL}`, ['doctor'])
    expect([status, stdout.replaceAll(/[0-9a-f]{8}/g, 'ID')]).toEqual([
      3,
      expect.stringMatching(
        /^ok {5}\/mnt\/office is .*\nFAULT {2}there is no room left on .*\nok {5}key ID is the one that profiles name; nothing is signed .*\nok {5}it is .*\n$/,
      ),
    ])
  })

  it('says what may fail on a full disk, where the database can be read (issue 12.9)', (context) => {
    const serve = `"$1" "$2" serve --port 0 --data-dir /mnt/office >/mnt/said & until grep http /mnt/said; do :; done`
    const killed = `${INIT}; ${serve}; kill -9 $!; ${FILL}` // its log of writes is there
    const { status, stdout } = onSmallDisk(context, '2m', killed, ['doctor'])
    expect([status, stdout]).toEqual([3, expect.stringMatching(/^FAULT {2}there is no room left on /m)])
    expect(stdout).toMatch(/^ok {5}key .* before the fault is mended a sale, a seat or a file may fail$/m)
  })

  it('says of no key that it signs now beside a fault that keeps it from signing (issue 12.7)', async () => {
    const dataDir = await broken(change('UPDATE keys SET valid_from = 4102444800000'))
    const { out } = await runHere(dataDir, ['doctor'])
    expect(out).toMatch(/^ok .* is the one that profiles name; nothing is signed before/m)
    expect(out).not.toContain('signs now')
  })

  it('sees a folder that others may write, and a clock before the key’s first day (issue 12.7, 12.11)', async () => {
    const dataDir = await broken(change('UPDATE keys SET valid_from = 4102444800000'))
    chmodSync(dataDir, 0o777)
    const { exit, out } = await runHere(dataDir, ['doctor', '--json'])
    const { findings } = JSON.parse(out) as { findings: { fault: { code: string } | null }[] }
    expect([exit, findings.flatMap(({ fault }) => fault?.code ?? [])]).toEqual([
      3,
      ['folder_writable_by_others', 'clock_before_key'],
    ])
  })
})

describe('a disk without room (issue 12.9, 12.10)', () => {
  it('is one sentence for init, which leaves nothing behind', (context) => {
    const { status, stdout, stderr } = onSmallDisk(context, '40k', 'true', ['init'])
    expect([status, stdout]).toEqual([3, ''])
    expect(stderr).toMatch(/^(there is no room left on|the disk of) [^\n]+\n$/)
  })

  it('is one sentence for selling, for a new key and for a backup', (context) => {
    for (const argv of [
      ['license', 'create', '--owner', 'A', '--product', 'storage'],
      ['keys', 'prepare'],
      ['backup', '/mnt/copy.db'],
    ]) {
      const { status, stdout, stderr } = onSmallDisk(context, '2m', `${INIT}; ${FILL}`, argv)
      expect([status, stdout]).toEqual([3, ''])
      expect(stderr).toMatch(/^(there is no room left on|the disk of) [^\n]+\n$/)
    }
  })

  it('is told as such where it has room and takes no further file, and not as missing rights', (context) => {
    const fill = 'while touch /mnt/file-$((n += 1)); do :; done'
    for (const argv of [
      ['license', 'list'],
      ['backup', '/mnt/copy.db'],
    ]) {
      const { status, stderr } = onSmallDisk(context, '4m,nr_inodes=24', `${INIT}; ${fill}`, argv)
      expect([status, stderr]).toEqual([3, expect.stringMatching(/^the disk of \S+ has room, but takes no/)])
    }
  })
})
