// What the process leaves behind when it never came to a verdict: 2, whatever ended it (issue 10.12).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { deskProgram, requireBuild, runDesk, runProgram } from '#tests/support/cli.ts'
import { swept } from '#tests/support/rounds.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
beforeAll(requireBuild)

const QUESTION = ['check', '--product', 'virtualization'] as const

/** A gate that leaves every question to the rest of the command line. */
const LEAVES_IT = 'export const answerOf = async () => undefined'

/** The launcher beside files of the test's own. */
function launcherWith(main: string | null, gate: string | null = LEAVES_IT): string {
  const folder = path.join(cleanup.folder(), 'cli')
  mkdirSync(folder)
  const launcher = path.join(folder, 'activation-desk.mjs')
  cpSync(deskProgram, launcher)
  if (main !== null) writeFileSync(path.join(folder, 'main.js'), main)
  if (gate !== null) writeFileSync(path.join(folder, 'gate.js'), gate)
  return launcher
}

describe('a damaged installation (issue 10.12)', () => {
  test.each(['main.js', 'gate.js'])(
    '%s that was cut off at any length gives no verdict',
    async (name) => {
      const folder = path.join(cleanup.folder(), 'cli')
      cpSync(path.dirname(deskProgram), folder, { recursive: true, filter: (file) => !file.endsWith('.map') })
      if (name === 'main.js') writeFileSync(path.join(folder, 'gate.js'), LEAVES_IT)
      const damaged = path.join(folder, name)
      const whole = readFileSync(damaged)
      const end = whole.length
      const lengths = [0, 1, 100, ...[1, 2, 3, 4, 5].map((part) => Math.floor((end * part) / 6))]
      // The last lines are what runs the program and hands out its verdict.
      const tail = [2000, 600, 400, 300, 250, 200, 150, 120, 100, 80, 70, 60].map((back) => end - back)
      const statuses = []
      for (const length of swept([...lengths, ...tail], 3)) {
        writeFileSync(damaged, whole)
        truncateSync(damaged, length)
        const { status } = await runProgram(path.join(folder, 'activation-desk.mjs'), QUESTION)
        statuses.push([length, status])
      }
      expect(statuses).toEqual(statuses.map(([length]) => [length, 2]))
    },
    120_000,
  )

  test.each([
    ['is missing', null],
    ['is empty', ''],
    ['has nothing but zeros, as after a power cut', '\0'.repeat(4096)],
    ['throws', 'throw new Error("damaged")'],
    [
      'throws later, after a verdict',
      'export const verdict = 0; setTimeout(() => { throw new Error("late") })',
    ],
    ['rejects unheard', 'Promise.reject(new Error("unheard")); export const verdict = 0'],
    ['waits for what never comes', 'await new Promise(() => undefined); export const verdict = 0'],
    ['has a library that exits with 0', 'process.exit(0)'],
    ['has a library that exits with 1', 'process.exit(1)'],
    ['was cut off after its status', 'process.exitCode = 0'],
  ])('main.js that %s', async (_, main) => {
    expect((await runProgram(launcherWith(main), QUESTION)).status).toBe(2)
  })

  test.each([
    ['is missing', null],
    ['is empty', ''],
    ['has nothing but zeros, as after a power cut', '\0'.repeat(4096)],
    ['throws', 'throw new Error("damaged")'],
    ['throws when it is asked', 'export const answerOf = () => { throw new Error("damaged") }'],
    [
      'throws later, after a verdict',
      'export const answerOf = async () => 0; setTimeout(() => { throw new Error("late") })',
    ],
    ['waits for what never comes', 'export const answerOf = () => new Promise(() => undefined)'],
    ['has a library that exits with 0', 'process.exit(0)'],
    ['has a library that exits with 1', 'export const answerOf = () => process.exit(1)'],
    ['was cut off after its status', 'process.exitCode = 0'],
  ])('gate.js that %s, beside a main.js that says “may run” (issue 15)', async (_, gate) => {
    const launcher = launcherWith('export const verdict = 0; process.exitCode = 0', gate)
    expect((await runProgram(launcher, QUESTION)).status).toBe(2)
  })

  test('a verdict of the gate goes through, and what it leaves is answered by the rest (issue 15)', async () => {
    const main = 'export const verdict = 1; process.exitCode = 1'
    const gate = (verdict: unknown) => `export const answerOf = async () => ${String(verdict)}`
    expect((await runProgram(launcherWith(main, gate(0)), QUESTION)).status).toBe(0)
    expect((await runProgram(launcherWith(main, gate(2)), QUESTION)).status).toBe(2)
    expect((await runProgram(launcherWith(main, gate(undefined)), QUESTION)).status).toBe(1)
  })

  test('a program that could not be read for too many open files names the limit (issue 12.6)', async () => {
    const noMore = 'throw Object.assign(new Error("EMFILE: too many open files, open"), { code: "EMFILE" })'
    const { status, stderr } = await runProgram(launcherWith(noMore), QUESTION)
    expect([status, stderr]).toEqual([2, expect.stringContaining('“ulimit -n”')])
  })

  test('a verdict goes through', async () => {
    const one = (verdict: number) => `export const verdict = ${verdict}; process.exitCode = verdict`
    expect((await runProgram(launcherWith(one(0)), QUESTION)).status).toBe(0)
    expect((await runProgram(launcherWith(one(1)), QUESTION)).status).toBe(1)
  })

  test('SIGTERM in the middle is no verdict', async () => {
    const launcher = launcherWith(
      'process.stdout.write("here\\n"); setInterval(() => 0, 1e6); await new Promise(() => 0)',
    )
    const child = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM'])
  })
})

describe('help and version are no answer to the gate (issue 10.12)', () => {
  test.each([
    [[...QUESTION, '--help']],
    [[...QUESTION, '-h']],
    [[...QUESTION, '--version']],
    [['--version', ...QUESTION]],
    [['check', '--help']],
    [['--product', 'virtualization', '--help']],
  ])('%j', async (args) => {
    expect((await runDesk(args)).status).toBe(2)
  })

  test.each([
    [['--help']],
    [['--version']],
    [['help', 'check']],
    [['--lang', 'en', 'help', 'check']],
    [['list', '--help']],
  ])('%j is asked by a person', async (args) => {
    expect((await runDesk(args)).status).toBe(0)
  })
})
