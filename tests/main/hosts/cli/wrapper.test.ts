// The script that starts the command line passes on what was proven, and nothing that Node says by itself (issue 10.12).
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { deskProgram, requireBuild } from '#tests/support/cli.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
beforeAll(requireBuild)

const ending = (verdict: number) => `export const verdict = ${verdict}; process.exitCode = verdict`

/** Script and launcher, beside a main.js of the test's own and a gate that leaves every question to it. */
function installed(main: string) {
  const folder = path.join(cleanup.folder(), 'of the program')
  mkdirSync(folder)
  for (const name of ['activation-desk', 'activation-desk.mjs'])
    cpSync(path.join(path.dirname(deskProgram), name), path.join(folder, name))
  writeFileSync(path.join(folder, 'main.js'), main)
  writeFileSync(path.join(folder, 'gate.js'), 'export const answerOf = async () => undefined')
  return { script: path.join(folder, 'activation-desk'), launcher: path.join(folder, 'activation-desk.mjs') }
}

const QUESTION = ['check', '--product', 'virtualization'] as const
async function statusOf(script: string, env: NodeJS.ProcessEnv = {}, before: readonly string[] = []) {
  const words: readonly string[] = [...before, script, ...QUESTION]
  const [command = script, ...rest] = words
  const child = spawn(command, rest, {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, ...env },
  })
  return (await once(child, 'exit'))[0] as number
}

describe(
  'the script activation-desk (issue 10.12)',
  onPosix('Windows has activation-desk.cmd instead'),
  () => {
    test.each([0, 1, 2, 3, 4, 130, 141])('passes on %i', async (verdict) => {
      expect(await statusOf(installed(ending(verdict)).script)).toBe(verdict)
    })

    test('gives no verdict where Node may open so few files that it does not come to the launcher (issue 12)', async () => {
      const few = ['/bin/sh', '-c', 'ulimit -n 21; exec "$0" "$@"']
      const { script } = installed(ending(2))
      expect(await statusOf(script, {}, few)).toBe(2)
    })

    test('says why where Node may open so few files that a signal ends it (issue 12)', () => {
      const { script } = installed(ending(0))
      const node = path.join(cleanup.folder(), 'node')
      writeFileSync(node, '#!/bin/sh\nkill -SEGV $$\n', { mode: 0o755 })
      const run = (limit: string) => {
        const env = { ...process.env, PATH: `${path.dirname(node)}:/usr/bin:/bin` }
        const words = ['-c', `${limit} exec "$0" "$@"`, script, ...QUESTION]
        const { status, stderr } = spawnSync('/bin/sh', words, { encoding: 'utf8', env })
        return [status, stderr.includes('raise the limit (“ulimit -n”')]
      }
      expect([run('ulimit -n 18;'), run('')]).toEqual([
        [2, true],
        [2, false],
      ])
    })

    test('works by a link to it, as in /usr/local/bin', async () => {
      const link = path.join(cleanup.folder(), 'activation-desk')
      symlinkSync(installed(ending(1)).script, link)
      expect(await statusOf(link)).toBe(1)
    })

    test('takes a launcher that is empty, cut off at any length or gone for no verdict', async () => {
      for (const verdict of [0, 1]) {
        const { script, launcher } = installed(ending(verdict))
        const whole = readFileSync(launcher)
        const statuses: [number, number][] = []
        for (let length = 0; length < whole.length - 2; length += 89) {
          writeFileSync(launcher, whole.subarray(0, length))
          statuses.push([length, await statusOf(script)])
        }
        // Behind its last statement nothing is missing any more.
        expect(statuses.filter(([, status]) => status !== 2 && status !== verdict)).toEqual([])
        const sure = whole.indexOf('/** Built beside this file')
        expect(statuses.filter(([length, status]) => length < sure && status !== 2)).toEqual([])
        writeFileSync(launcher, '\0'.repeat(whole.length))
        expect(await statusOf(script)).toBe(2)
        rmSync(launcher)
        expect(await statusOf(script)).toBe(2)
      }
    }, 120_000)

    test.each([
      ['throws', 'throw new Error("damaged")'],
      ['is aborted', 'process.abort()'],
      ['is killed', 'process.kill(process.pid, "SIGKILL"); await new Promise(() => 0)'],
      ['ends by a signal of its own', 'process.kill(process.pid, "SIGSEGV"); await new Promise(() => 0)'],
      ['has a library that exits with the proof', 'process.exit(64)'],
      ['has a library that exits with 1', 'process.exit(1)'],
    ])('takes a main.js that %s for no verdict', async (_, main) => {
      expect(await statusOf(installed(main).script)).toBe(2)
    })

    test('takes a main.js that has no memory left for no verdict', async () => {
      const main = 'const all = []; for (;;) all.push(new Array(1e6).fill({}))'
      // Given by hand: a machine's own limit takes gigabytes to reach.
      const env = { NODE_OPTIONS: '--max-old-space-size=16' }
      expect(await statusOf(installed(main).script, env)).toBe(2)
      expect(await statusOf(installed(ending(1)).script, env)).toBe(1)
    })

    test.each([
      ['a module that is not there', { NODE_OPTIONS: '--import /nonexistent' }],
      ['an option that there is not', { NODE_OPTIONS: '--no-such-option' }],
    ])('takes %s for no verdict', async (_, env) => {
      for (const verdict of [0, 1]) expect(await statusOf(installed(ending(verdict)).script, env)).toBe(2)
    })

    test('takes a machine without Node for no verdict', async () => {
      expect(await statusOf(installed(ending(1)).script, { PATH: withoutNode() })).toBe(2)
    })

    test('takes too few open files for no verdict', async () => {
      const before = ['/bin/sh', '-c', 'ulimit -n 12; exec "$0" "$@"']
      expect([0, 2]).toContain(await statusOf(installed(ending(0)).script, {}, before))
      expect([1, 2]).toContain(await statusOf(installed(ending(1)).script, {}, before))
      expect(
        await statusOf(installed(ending(1)).script, {}, ['/bin/sh', '-c', 'ulimit -n 6; exec "$0" "$@"']),
      ).toBe(2)
    })

    test('cut off itself, it is no verdict', async () => {
      const { script } = installed(ending(0))
      const whole = readFileSync(script)
      for (let length = 13; length < whole.length - 2; length += 61) {
        writeFileSync(script, whole.subarray(0, length))
        expect([length, await statusOf(script)]).toEqual([length, 2])
      }
    })

    test('may be run by everybody, and does not hand the proof on', async () => {
      expect(statSync(path.join(path.dirname(deskProgram), 'activation-desk')).mode & 0o555).toBe(0o555)
      const asked = `export const verdict = process.env.ACTIVATION_DESK_PROOF === undefined ? 0 : 1; process.exitCode = verdict`
      expect(await statusOf(installed(asked).script)).toBe(0)
    })
  },
)

/** What the script needs besides. */
function withoutNode(): string {
  const folder = cleanup.folder()
  symlinkSync('/usr/bin/readlink', path.join(folder, 'readlink'))
  return folder
}

test('the script for Windows maps the same statuses (not run there)', () => {
  const folder = path.dirname(deskProgram)
  const pairs = [
    ...readFileSync(path.join(folder, 'activation-desk.cmd'), 'utf8').matchAll(/==(\d+) exit \/b (\d+)/g),
  ]
  expect(pairs.map(([, from, to]) => [Number(from) - 64, Number(to)])).toEqual(
    [0, 1, 3, 4, 130, 141].map((s) => [s, s]),
  )
  expect(readFileSync(path.join(folder, 'activation-desk.cmd'), 'utf8').trim()).toMatch(/exit \/b 2$/)
})
