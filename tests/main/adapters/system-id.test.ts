// The machine's id is the same by node-machine-id, by the gate's shorter way, and whatever PATH says (issue 10.6).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import nodeMachineId from 'node-machine-id'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  cleanEnvironment,
  derivedId,
  differingSource,
  haveEnds,
  LINUX_SOURCES,
  readSources,
  SourceNotRead,
} from '#main/adapters/system-id.ts'
import { systemMachineId } from '#main/adapters/system-machine-id.ts'
import { normalizeMachineId } from '#shared/formats/unique-key.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { whileDamaged } from '#tests/support/damage.ts'
import { requireBuild, runDesk } from '#tests/support/cli.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { onLinux } from '#tests/support/runs-where.ts'

const cleanup = new Cleanup()
afterEach(async () => {
  vi.unstubAllEnvs()
  await cleanup.run()
})

const [D_BUS, SYSTEMD] = LINUX_SOURCES
const ID = '7c9ff2a3ef6c4d11a3b8b6b1f9a2d3e4'
const OTHER = '0b1c2d3e4f5a69788796a5b4c3d2e1f0'
/** The files that are read. */
const withItsFiles = onLinux('only Linux keeps the id of a machine in these files')

/** What it throws. */
function attempted(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

/** Programs of the same names as node-machine-id's, which all say another id. */
function falsePrograms(): string {
  const folder = cleanup.folder()
  for (const name of ['head', 'cat', 'hostname', 'ioreg', 'reg.exe'])
    writeFileSync(path.join(folder, name), `#!/bin/sh\necho ${OTHER}\n`, { mode: 0o755 })
  return folder
}

describe('on this machine', () => {
  // Runs on whichever system the tests run on; macOS and Windows had none so far.
  test('node-machine-id and the gate’s way say the same', async () => {
    const desk = systemMachineId({ dataDir: cleanup.folder(), fileAllowed: false })
    const [derived, directly] = [await desk.read(), await desk.read('directly')]
    const anew = systemMachineId({ dataDir: cleanup.folder(), fileAllowed: false })
    expect([directly, await anew.read('directly')]).toEqual([derived, derived])
    if (derived.ok) expect(derived.value.id).toBe(normalizeMachineId(nodeMachineId.machineIdSync(true)))
  })

  test('a program that is first on PATH makes it no other machine', withItsFiles, async () => {
    const before = await derivedId()
    vi.stubEnv('PATH', `${falsePrograms()}:${process.env['PATH'] ?? ''}`)
    expect(await nodeMachineId.machineId(true)).toBe(OTHER) // the library alone believes it
    const environment = process.env
    expect(await derivedId()).toEqual(before)
    expect(process.env).toBe(environment)
  })

  describe('of the command line', () => {
    beforeAll(requireBuild)
    test('the Unique Key is the same under any PATH', withItsFiles, async () => {
      const args = ['--data-dir', path.join(cleanup.folder(), 'data'), 'unique-key']
      const env = { PATH: falsePrograms() }
      expect((await runDesk(args, { env })).stdout).toBe((await runDesk(args)).stdout)
    })
  })
})

describe('of what the files of a Linux machine say', () => {
  /** The library's own command, for files of the test's. */
  function byTheLibrary(files: readonly string[]): string {
    const require = createRequire(import.meta.url)
    const source = readFileSync(require.resolve('node-machine-id'), 'utf8')
    const command = /linux:"(.+?)"/.exec(source)?.[1] ?? ''
    const here = files.reduce((text, file, index) => text.replace(LINUX_SOURCES[index] ?? '', file), command)
    expect(here).not.toContain(D_BUS)
    expect(here).not.toContain(SYSTEMD)
    return execFileSync('/bin/sh', ['-c', here], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  }

  function files(dBus: string | null, systemd: string | null): string[] {
    const folder = cleanup.folder()
    return [dBus, systemd].map((text, index) => {
      const file = path.join(folder, String(index))
      if (text !== null) writeFileSync(file, text)
      return file
    })
  }

  test.each([
    ['both the same', `${ID}\n`, `${ID}\n`, ID],
    ['the D-Bus file alone', `${ID}\n`, null, ID],
    ['systemd’s file alone', null, `${ID}\n`, ID],
    ['two that differ: the D-Bus file counts', `${ID}\n`, `${OTHER}\n`, ID],
    ['an empty D-Bus file', '', `${ID}\n`, ID],
    ['capitals, and a line end of Windows', `${ID.toUpperCase()}\r\n`, `${OTHER}\n`, ID],
    ['blanks around and in it', ` ${ID.slice(0, 8)} ${ID.slice(8)}\t\n`, null, ID],
    ['more lines than one', `${ID}\n${OTHER}\n`, null, ID],
    ['a blank first line', `\n${ID}\n`, `${ID}\n`, null],
    ['a file of systemd’s first boot', null, 'uninitialized\n', null],
  ])('%s: as node-machine-id reads it', withItsFiles, (_, dBus, systemd, id) => {
    const sources = files(dBus, systemd)
    const expected = byTheLibrary(sources).replaceAll(/\s+/g, '').toLowerCase()
    expect(normalizeMachineId(readSources(sources)?.text ?? '')).toBe(id)
    expect(normalizeMachineId(expected)).toBe(id)
  })

  test('a file without a newline at its end is read, which node-machine-id joins with the next', async () => {
    const sources = files(ID, `${OTHER}\n`)
    expect(readSources(sources)?.text).toBe(ID)
    const system = {
      derived: () => Promise.resolve({ text: `${ID}${OTHER}`, from: 'joined', emptied: null }),
      directly: () => readSources(sources),
      differing: () => differingSource((one, other) => one === other, sources),
    }
    const desk = systemMachineId({ dataDir: cleanup.folder(), fileAllowed: false, system })
    const expected = { ok: true, value: { id: ID, from: sources[0], differs: sources[1] } }
    expect(await desk.read()).toMatchObject(expected)
    expect(await desk.read('directly')).toMatchObject(expected)
  })

  test('a file that is there and cannot be read is not passed over for the next (issue 10.6)', async () => {
    const [dBus = '', systemd = ''] = files(null, `${OTHER}\n`)
    mkdirSync(dBus) // EISDIR for root as well
    const system = {
      derived: () => Promise.resolve().then(() => readSources([dBus, systemd])),
      directly: () => readSources([dBus, systemd]),
      differing: () => null,
    }
    const desk = systemMachineId({ dataDir: cleanup.folder(), fileAllowed: false, system })
    const refused = { error: { code: 'machine_id_not_readable', params: { path: dBus } } }
    expect(await desk.read('directly')).toMatchObject(refused)
    expect(await desk.read()).toMatchObject(refused)
    // One that would not be asked stands in nobody's way.
    expect(readSources([systemd, dBus])?.text).toBe(OTHER)
    expect(differingSource((one, other) => one === other, [systemd, dBus])).toBeNull()
  })

  test.each(['EMFILE', 'ENFILE'])('%s is no missing right: too many files are open', async (code) => {
    const sources = files(`${ID}\n`, `${OTHER}\n`)
    const system = {
      derived: () => Promise.resolve().then(() => readSources(sources)),
      directly: () => readSources(sources),
      differing: () => null,
    }
    const desk = systemMachineId({ dataDir: cleanup.folder(), fileAllowed: false, system })
    const [file = ''] = sources
    await whileDamaged({ kind: code, code }, { file, aside: '' }, async () => {
      const read = await desk.read()
      expect(read).toMatchObject({ error: { params: { path: file, reason: 'too_many_open_files' } } })
      if (read.ok) return
      const { cause, todo } = explain(read.error, en, { vendor: '', support: '' })
      expect(cause).toContain('as many files open as it may')
      expect(todo).toContain('“ulimit -n”')
    })
  })

  test('a file is read to its end whatever its size says, up to a bound', withItsFiles, () => {
    const [dBus = '', systemd = ''] = files(`${ID}\n`, `${OTHER}\n`)
    truncateSync(dBus, 16 * 1024 * 1024)
    expect(readSources([dBus, systemd])?.text).toBe(ID)
    truncateSync(dBus, 16 * 1024 * 1024 + 1)
    const refused: unknown = attempted(() => readSources([dBus, systemd]))
    expect(refused).toMatchObject({ params: { path: dBus, reason: 'unreadable' } })
    const ofKernel = '/proc/sys/kernel/random/boot_id'
    expect(readSources([ofKernel])?.text).toBe(readFileSync(ofKernel, 'utf8').trim())
  })

  test('nobody waits for a pipe in the place of a file, nor of one after it', withItsFiles, () => {
    const [dBus = '', systemd = ''] = files(null, `${OTHER}\n`)
    execFileSync('mkfifo', [dBus])
    expect(() => readSources([dBus, systemd])).toThrow(SourceNotRead)
    expect(readSources([systemd, dBus])?.text).toBe(OTHER)
    expect([haveEnds([systemd, dBus]), haveEnds([systemd])]).toEqual([false, true])
  })

  test('of an emptied file it is told that it may have said another id (issue 10.6)', () => {
    const [dBus = '', systemd = ''] = files('', `${OTHER}\n`)
    expect(readSources([dBus, systemd])).toEqual({ text: OTHER, from: systemd, emptied: dBus })
    expect(readSources([systemd, dBus])).toMatchObject({ emptied: null })
  })

  test('no file is no id: the host name is not asked', async () => {
    const sources = files(null, null)
    expect(readSources(sources)).toBeNull()
    const system = { derived: () => Promise.resolve(null), directly: () => null, differing: () => null }
    const desk = systemMachineId({ dataDir: cleanup.folder(), fileAllowed: false, system })
    expect(await desk.read('directly')).toMatchObject({ error: { code: 'machine_id_missing' } })
  })
})

// Windows and macOS as a table: not run on such machines.
test.each([
  [
    'linux',
    true,
    undefined,
    { PATH: expect.stringMatching(/^\/usr\/sbin:\/usr\/bin:/) as string, LC_ALL: 'C' },
  ],
  ['darwin', true, undefined, { PATH: expect.stringContaining('/usr/sbin') as string, LC_ALL: 'C' }],
  ['win32', true, 'D:\\false', windows('C:\\Windows')],
  ['win32', false, 'D:\\Windows', windows('D:\\Windows')],
  ['win32', false, undefined, windows('C:\\Windows')],
] as const)(
  'the environment of node-machine-id on %s (system folder where usual: %s, stated: %s)',
  (system, usual, stated, expected) => {
    expect(cleanEnvironment(system, () => usual, stated)).toEqual(expected)
  },
)

function windows(root: string) {
  return { SystemRoot: root, windir: root, ComSpec: `${root}\\System32\\cmd.exe`, PATH: `${root}\\System32` }
}
