// The log is nobody's reason to stop: closed, full, unread, or renamed, the server answers on (issue 12.7, 12.10).
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { onLinux, onPosix } from '#tests/support/runs-where.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { mkdtempSync } from 'node:fs'
import { unusedPort } from '#tests/support/unused-port.ts'
import { program } from '../support/command.ts'
import { expectOk, temporaryFolder, vendorTemplate } from '../support/back-office.ts'

let dataDir: string
beforeAll(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'activation-server-')), 'office')
  expectOk(initVendor(dataDir, vendorTemplate, Date.now()))
  return () => rmSync(join(dataDir, '..'), { recursive: true })
})

async function serve(argv: readonly string[], stdio: StdioOptions, shell?: string) {
  const line = [program, 'serve', '--port', '0', '--json', '--data-dir', dataDir, ...argv]
  const child =
    shell === undefined
      ? spawn(process.execPath, line, { stdio })
      : spawn('sh', ['-c', `exec "$@" ${shell}`, 'sh', process.execPath, ...line], { stdio })
  onTestFinished(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout as Readable })
  const { value } = await lines[Symbol.asyncIterator]().next()
  return { child, url: (JSON.parse(String(value)) as { url: string }).url }
}

async function stopped(child: ChildProcess): Promise<unknown> {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  return (await exit)[0]
}

async function answers(url: string, times: number): Promise<number[]> {
  const statuses = []
  for (let turn = 0; turn < times; turn += 1) {
    const answer = await fetch(`${url}/me`)
    await answer.text()
    statuses.push(answer.status)
  }
  return statuses
}

describe('the server answers where standard error', () => {
  it('is closed (issue 12.7)', async () => {
    const { child, url } = await serve([], ['ignore', 'pipe', 'ignore'], '2>&-')
    expect(await answers(url, 5)).toEqual(Array(5).fill(401))
    expect(await stopped(child)).toBe(0)
  })

  it('is a full disk (issue 12.7)', onLinux('there is no /dev/full here'), async () => {
    const full = openSync('/dev/full', 'w')
    const { child, url } = await serve([], ['ignore', 'pipe', full])
    closeSync(full)
    expect(await answers(url, 5)).toEqual(Array(5).fill(401))
    expect(await stopped(child)).toBe(0)
  })

  it('is a pipe whose reader has left (issue 12.7)', async () => {
    const { child, url } = await serve([], ['ignore', 'pipe', 'pipe'])
    child.stderr?.destroy()
    expect(await answers(url, 5)).toEqual(Array(5).fill(401))
    expect(await stopped(child)).toBe(0)
  })

  it('is a pipe that nobody reads (issue 12.7)', async () => {
    const { child, url } = await serve([], ['ignore', 'pipe', 'pipe'])
    expect(await answers(url, 1200)).toEqual(Array(1200).fill(401))
    child.stderr?.resume()
    expect(await stopped(child)).toBe(0)
  })
})

describe('what the server prints at its start', () => {
  it(
    'to a full disk, or to a reader that has left, is no reason to stop',
    onLinux('there is no /dev/full here'),
    async () => {
      for (const where of ['>/dev/full', '| true']) {
        const log = join(temporaryFolder(), 'access.log')
        const port = await unusedPort()
        const line = [program, 'serve', '--port', String(port), '--data-dir', dataDir, '--log-file', log]
        const shell = ['-c', `"$@" ${where}`, 'sh', process.execPath, ...line]
        const child = spawn('sh', shell, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
        onTestFinished(() => {
          if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
        })
        const url = `http://127.0.0.1:${port}/v1`
        await vi.waitFor(() => fetch(`${url}/me`), { timeout: 15_000 })
        expect(await answers(url, 3)).toEqual([401, 401, 401])
        expect(child.exitCode).toBe(null)
      }
    },
  )
})

describe('a log file', () => {
  it(
    'is opened anew by SIGHUP, after it was renamed (issue 12.10)',
    onPosix('there is no SIGHUP here'),
    async () => {
      const file = join(temporaryFolder(), 'access.log')
      const { child, url } = await serve(['--log-file', file], ['ignore', 'pipe', 'ignore'])
      await answers(url, 2)
      renameSync(file, `${file}.1`)
      await answers(url, 1)
      child.kill('SIGHUP')
      await vi.waitFor(() => readFileSync(file), { timeout: 15_000 })
      await answers(url, 3)
      const lines = (name: string) => readFileSync(name, 'utf8').split('\n').filter(Boolean)
      expect([lines(`${file}.1`).length, lines(file).length]).toEqual([3, 3])
      expect(lines(file)[0]).toMatch(/^\S+Z 127\.0\.0\.1 GET \/v1\/me 401 [\d.]+ms [0-9a-f-]{36}$/)
      rmSync(join(file, '..'), { recursive: true })
      child.kill('SIGHUP') // where it cannot be opened, the older one goes on
      expect(await answers(url, 2)).toEqual([401, 401])
      expect(await stopped(child)).toBe(0)
    },
  )

  it(
    'with a folder in its place goes on in the older one, and standard error says so (issue 12.10)',
    onPosix('there is no SIGHUP here'),
    async () => {
      const file = join(temporaryFolder(), 'access.log')
      const { child, url } = await serve(['--log-file', file], ['ignore', 'pipe', 'pipe'])
      let said = ''
      child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
      renameSync(file, `${file}.1`)
      mkdirSync(file)
      child.kill('SIGHUP')
      await vi.waitFor(() => expect(said).toContain(`${file} cannot be opened anew (EISDIR)`), {
        timeout: 15_000,
      })
      expect(await answers(url, 2)).toEqual([401, 401])
      expect(await stopped(child)).toBe(0)
      expect(readFileSync(`${file}.1`, 'utf8').match(/ 401 /g)).toHaveLength(2)
    },
  )

  it(
    'on a full disk is no reason to stop; the lines that are missing are counted (issue 12.7)',
    onLinux('there is no /dev/full here'),
    async () => {
      const { child, url } = await serve(['--log-file', '/dev/full'], ['ignore', 'pipe', 'ignore'])
      expect(await answers(url, 3)).toEqual([401, 401, 401])
      expect(await stopped(child)).toBe(0)
    },
  )

  it('without one, SIGHUP ends nothing (issue 12.10)', async () => {
    const { child, url } = await serve([], ['ignore', 'pipe', 'ignore'])
    child.kill('SIGHUP')
    expect(await answers(url, 2)).toEqual([401, 401])
    expect(await stopped(child)).toBe(0)
  })
})
