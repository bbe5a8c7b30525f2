// The table of what systems say of a machine (tests/vectors/machine-ids.json), read by the app: of Linux by its files, of Windows
// and macOS by node-machine-id, which is told what their programs print. Neither system ran it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { machineIdReader } from '#main/adapters/machine-id-reader.ts'
import { readSources, type SystemId } from '#main/adapters/system-id.ts'
import { dataDirOf, sourcePlaces } from '#tests/support/gate/gate-case.ts'
import { layOutMachine, MACHINE_IDS } from '#tests/support/gate/machine-ids.ts'
import { onLinux } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const LIBRARY = createRequire(import.meta.url).resolve('node-machine-id')

/** What the library says on such a system, with programs that print what lies in the folder, and fail where it is nothing. */
function saidByLibrary(system: string, folder: string): string {
  const programs = path.join(folder, 'programs')
  mkdirSync(programs)
  for (const name of ['cmd.exe', 'ioreg'])
    writeFileSync(path.join(programs, name), `#!/bin/sh\nexec cat '${folder}/printed'\n`, { mode: 0o755 })
  const ask = `Object.defineProperty(process, 'platform', { value: '${system}' })
    require(${JSON.stringify(LIBRARY)}).machineId(true).then((id) => process.stdout.write(id))`
  const env = { PATH: `${programs}:/usr/bin:/bin`, comspec: path.join(programs, 'cmd.exe') }
  return execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8', env, stdio: 'pipe' })
}

test.each(MACHINE_IDS)(
  '$system: $name',
  onLinux('programs of the names of other systems’ are scripts here'),
  async (one) => {
    const folder = cleanup.folder()
    layOutMachine(one, folder)
    const files = () => readSources(sourcePlaces(folder))
    const derived = (): Promise<SystemId | null> =>
      Promise.resolve().then(() =>
        one.system === 'linux'
          ? files()
          : { text: saidByLibrary(one.system, folder), from: one.system, emptied: null },
      )
    const system = { derived, directly: one.system === 'linux' ? files : () => null, differing: () => null }
    const read = await machineIdReader({ dataDir: dataDirOf(folder), fileAllowed: true, system }).read()
    if (one.id === undefined) expect(read).toMatchObject({ ok: false, error: { code: one.error } })
    else expect(read).toMatchObject({ ok: true, value: { id: one.id } })
  },
)
