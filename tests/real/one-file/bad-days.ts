// The one file where the machine is in trouble (issue 15): words, 2 where it cannot tell, and nothing lost.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test, type TestContext } from 'vitest'
import { holdLock } from '#tests/support/hold-lock.ts'
import { faketime, needTool } from '#tests/support/tools.ts'
import { until } from '#tests/support/until.ts'
import { run } from './build.ts'
import type { BuiltDesk } from './built-desk.ts'

const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

export function survivesBadDays(desk: BuiltDesk): void {
  let whole = ''
  beforeAll(async () => {
    whole = path.join(desk.cleanup.folder(), 'data')
    await desk.activateOffline(whole)
  })
  const copy = () => {
    const folder = desk.cleanup.folder()
    chmodSync(folder, 0o755)
    const dataDir = path.join(folder, 'data')
    cpSync(whole, dataDir, { recursive: true })
    return dataDir
  }
  /** `under`: what runs the program. */
  const at = (dataDir: string, under: readonly string[] = [], uid?: number) => {
    const call = (...args: string[]) =>
      run([...under, ...desk.program], ['--data-dir', dataDir, ...args], uid === undefined ? {} : { uid })
    return {
      check: () => call('check', '--product', desk.product),
      list: () => call('list'),
      report: () => call('usage', 'set', desk.product, '3'),
    }
  }
  const licensesIn = (dataDir: string) =>
    readdirSync(path.join(dataDir, 'licenses'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  /** All of it is there as before, and the product may run. */
  const nothingIsLost = async (dataDir: string) => {
    expect(licensesIn(dataDir)).toEqual(licensesIn(whole))
    expect(await at(dataDir).check()).toMatchObject({ status: 0 })
  }
  const says = (words: string) => expect.stringContaining(words) as string
  /** A shell in namespaces of its own that runs `set` before the program; $0 is the data folder. */
  const inNamespace = (context: TestContext, dataDir: string, set: string): readonly string[] => {
    if (spawnSync('unshare', ['-rm', 'true']).status !== 0)
      context.skip('needs “unshare -rm” for mounts of its own')
    return ['/usr/bin/unshare', '-rm', '/bin/sh', '-c', `${set} && exec "$@"`, dataDir]
  }

  test('no permission', async () => {
    const dataDir = copy()
    const licenses = path.join(dataDir, 'licenses')
    chmodSync(licenses, 0)
    const other = at(dataDir, [], isRoot ? NOBODY : undefined)
    expect(await other.check()).toMatchObject({ status: 2, stderr: says('no permission to read') })
    expect((await other.report()).status).toBe(4)
    chmodSync(licenses, 0o750)
    await nothingIsLost(dataDir)
  })

  test('a disk that is read-only', async (context) => {
    const dataDir = copy()
    const under = inNamespace(context, dataDir, 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0"')
    const readOnly = at(dataDir, under)
    expect(await readOnly.check()).toMatchObject({ status: 0 })
    expect(await readOnly.list()).toMatchObject({ status: 0 })
    expect(await readOnly.report()).toMatchObject({ status: 4, stderr: says('may only be read') })
    await nothingIsLost(dataDir)
  })

  test('a disk that is full', async (context) => {
    const dataDir = copy()
    const disk = path.join(path.dirname(dataDir), 'disk')
    const size = 'size=512k'
    const full = `mkdir -p "${disk}" && mount -t tmpfs -o ${size} tmpfs "${disk}" && cp -a "$0" "${disk}/data" &&
      { cat /dev/zero > "${disk}/filler" 2>/dev/null; true; }`
    const kept = path.join(path.dirname(dataDir), 'kept')
    // What lies on that disk afterwards is brought out of the namespace.
    const command = `"$@"; status=$?; cp -a "${disk}/data" "${kept}"; exit $status`
    const under = inNamespace(context, dataDir, full)
    const onFull = at(path.join(disk, 'data'), [...under, '/bin/sh', '-c', command, 'sh'])
    expect(await onFull.check()).toMatchObject({ status: 0 })
    await run(['/bin/rm', '-r', kept], [])
    expect(await onFull.report()).toMatchObject({ status: 4, stderr: says('disk_full') })
    await nothingIsLost(kept)
  })

  test('as few open files as there may be: words at 20, and never a wrong verdict', async () => {
    const dataDir = copy()
    const limited = (files: number) => at(dataDir, ['/bin/sh', '-c', `ulimit -n ${files} && exec "$@"`, 'sh'])
    expect(await limited(20).check()).toMatchObject({ status: 2, stderr: says('(code: ') })
    expect(await limited(20).report()).toMatchObject({ status: 4, stderr: says('(code: ') })
    for (const files of [3, 8, 14, 16, 17, 18, 19, 21, 22, 23, 24, 32]) {
      const { status, stdout } = await limited(files).check()
      // Where it cannot even begin, the shell, the loader or Node itself breaks down: no word to a gate.
      expect([files, status === 0 ? stdout.includes('may run') : status !== 1]).toEqual([files, true])
    }
    await nothingIsLost(dataDir)
  })

  test('a heap of 12 MB is enough for the gate; what needs more ends without a verdict', async () => {
    const dataDir = copy()
    const small = (...args: string[]) => run([desk.smallHeap], ['--data-dir', dataDir, ...args])
    expect(await small('check', '--product', desk.product)).toMatchObject({
      status: 0,
      stdout: says('may run'),
    })
    expect(await small('check', '--product', 'other')).toMatchObject({
      status: 1,
      stdout: says('may not run'),
    })
    // The rest of the command line is too large for it: V8 ends the process (null).
    for (const args of [['list'], ['usage', 'set', desk.product, '3']])
      expect([0, null]).toContain((await small(...args)).status)
    const stray = path.join(dataDir, 'licenses', 'stray')
    writeFileSync(stray, '')
    expect((await small('check', '--product', 'other', '--quiet')).status).toBe(2)
    rmSync(stray)
    await nothingIsLost(dataDir)
  })

  test('a store of a newer version', async () => {
    const dataDir = copy()
    const format = path.join(dataDir, 'store.json')
    const before = readFileSync(format)
    writeFileSync(format, '{"writers":99,"gate":99}\n')
    expect(await at(dataDir).check()).toMatchObject({ status: 2, stderr: says('newer version') })
    expect(await at(dataDir).report()).toMatchObject({ status: 4, stderr: says('newer version') })
    expect(readFileSync(format, 'utf8')).toBe('{"writers":99,"gate":99}\n')
    writeFileSync(format, before)
    await nothingIsLost(dataDir)
  })

  test('a lock that is held: who reads has its answer while who writes still waits', async () => {
    const dataDir = copy()
    const letGo = await holdLock(desk.cleanup, dataDir)
    const [program = ''] = desk.program
    const args = ['--data-dir', dataDir, 'usage', 'set', desk.product, '3']
    const writer = spawn(program, args, { env: {}, stdio: 'ignore' })
    const ended = once(writer, 'exit')
    const waiting = path.join(dataDir, 'waiting')
    await until('a writer that waits', () =>
      existsSync(waiting) && readdirSync(waiting).length > 0 ? true : undefined,
    )
    expect(await at(dataDir).check()).toMatchObject({ status: 0 })
    expect(await at(dataDir).list()).toMatchObject({ status: 0 })
    expect(writer.exitCode).toBeNull()
    await letGo()
    expect(await ended).toEqual([0, null])
    await nothingIsLost(dataDir)
  })

  test('a clock in 1970 is named, and is none the worse once it is set', async (context) => {
    const library = needTool(faketime, context)
    const dataDir = copy()
    const env = `LD_PRELOAD=${library} FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME='1970-01-02 00:00:00'`
    const then = at(dataDir, ['/bin/sh', '-c', `${env} exec "$@"`, 'sh'])
    expect(await then.check()).toMatchObject({ status: 1, stdout: says('Clock problem') })
    expect(await then.list()).toMatchObject({ status: 0, stdout: says('Clock problem') })
    await then.report()
    await nothingIsLost(dataDir)
  })
}
