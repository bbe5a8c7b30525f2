// The log is nobody's reason to stop: closed, full, unread, or renamed, the server answers on (issue 12.7, 12.10).
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { onLinux, onPosix } from '#tests/support/runs-where.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { mkdtempSync } from 'node:fs'
import { Fault } from '#server/fault.ts'
import { LOG_FORMATS, logTo } from '#server/cli/log.ts'
import { unusedPort } from '#tests/support/unused-port.ts'
import { program, runLineHere } from '../support/command.ts'
import { expectOk, temporaryFolder, vendorTemplate } from '../support/back-office.ts'

const LINE = { method: 'GET', route: '/v1/me', status: 200, milliseconds: 1, requestId: 'id', remote: '-' }

let dataDir: string
beforeAll(async () => {
  dataDir = join(mkdtempSync(join(tmpdir(), 'activation-server-')), 'office')
  expectOk(await initVendor(dataDir, vendorTemplate, Date.now()))
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

describe('the log names the client', () => {
  it.each([
    ['of the socket', [], '127.0.0.1'],
    ['that any proxy saw', ['--behind-proxy'], '1.1.1.1'],
    ['that a proxy of that address saw (issue 19)', ['--behind-proxy', '127.0.0.0/8'], '1.1.1.1'],
    ['of the socket, where that is no such proxy', ['--behind-proxy', '10.0.0.5'], '127.0.0.1'],
  ])('%s', async (_, argv, client) => {
    const file = join(temporaryFolder(), 'access.log')
    const { child, url } = await serve(['--log-file', file, ...argv], ['ignore', 'pipe', 'ignore'])
    await (await fetch(`${url}/me`, { headers: { 'X-Forwarded-For': '6.6.6.6, 1.1.1.1' } })).text()
    expect(await stopped(child)).toBe(0)
    expect(readFileSync(file, 'utf8')).toContain(`Z ${client} GET `)
  })

  it.each(['', 'proxy.example', '10.0.0.0/33'])('of no proxy called %j', async (proxies) => {
    const said = await runLineHere(['serve', '--data-dir', temporaryFolder(), `--behind-proxy=${proxies}`])
    expect(said).toMatchObject({ exit: 2, out: '' })
    expect(said.error).toContain('like 10.0.0.5 or 10.0.0.5,10.1.0.0/24')
  })
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
      // A line comes a moment after its answer.
      await vi.waitFor(() => expect([lines(`${file}.1`).length, lines(file).length]).toEqual([3, 3]))
      expect(lines(file)[0]).toMatch(/^\S+Z 127\.0\.0\.1 GET \/v1\/me 401 [\d.]+ms [0-9a-f-]{36}$/)
      rmSync(join(file, '..'), { recursive: true })
      child.kill('SIGHUP') // where it cannot be opened, the older one goes on
      expect(await answers(url, 2)).toEqual([401, 401])
      expect(await stopped(child)).toBe(0)
    },
  )

  it('is JSON where that is asked for, an object a line (issue 19)', async () => {
    const file = join(temporaryFolder(), 'access.log')
    const { child, url } = await serve(
      ['--log-file', file, '--log-format', 'json'],
      ['ignore', 'pipe', 'ignore'],
    )
    await answers(url, 2)
    expect(await stopped(child)).toBe(0)
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      const { time, code, milliseconds, requestId, ...rest } = JSON.parse(line) as Record<string, unknown>
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
      expect(code).toMatch(/^[A-Z_]+$/)
      expect(milliseconds).toBeTypeOf('number')
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
      const asked = { method: 'GET', route: '/v1/me', status: 401, remote: '127.0.0.1' }
      expect(rest).toEqual({ level: 'info', event: 'answered', ...asked })
    }
  })

  it.each(LOG_FORMATS)(
    'as %s says how many lines are missing, once one can be written again',
    async (format) => {
      const file = join(temporaryFolder(), 'access.log')
      let isFull = true
      const write = (text: string) => {
        if (isFull) throw new Error('no room')
        appendFileSync(file, text)
      }
      const log = await logTo(format, write, () => undefined)
      for (let turn = 0; turn < 3; turn += 1) log.failure('-', new Error('lost'))
      isFull = false
      log.failure('id', new Fault('disk_full', (words) => words.serversOwn(file)))
      log.culled?.({ kind: 'machine', id: 'm', licenseId: 'l' })
      log.flush()
      const [missing, failed, culled, ...more] = readFileSync(file, 'utf8').trimEnd().split('\n')
      expect(more).toEqual([])
      if (format === 'text') return expect(missing).toMatch(/ 3 lines could not be written$/)
      expect(JSON.parse(missing ?? '')).toMatchObject({ level: 'warn', event: 'lines_missing', lines: 3 })
      expect(JSON.parse(failed ?? '')).toMatchObject({
        level: 'error',
        event: 'failed',
        code: 'disk_full',
        requestId: 'id',
      })
      expect(JSON.parse(culled ?? '')).toMatchObject({
        event: 'culled',
        kind: 'machine',
        id: 'm',
        licenseId: 'l',
      })
    },
  )

  it('has the lines of requests that came together in one write, and no more than fit into a pipe (issue 19)', async () => {
    const written: string[] = []
    const log = await logTo(
      'text',
      (text) => void written.push(text),
      () => undefined,
    )
    for (let turn = 0; turn < 8; turn += 1) log.access(LINE)
    expect(written).toEqual([])
    await vi.waitFor(() => expect(written).not.toEqual([]))
    expect(written.map((text) => text.match(/\n/g)?.length)).toEqual([8])
    for (let turn = 0; turn < 500; turn += 1) log.access(LINE)
    log.flush()
    expect(written.join('').match(/\n/g)).toHaveLength(508)
    expect(Math.max(...written.map((text) => Buffer.byteLength(text)))).toBeLessThan(4096)
  })

  it('counts each of those that could not be written together', async () => {
    const written: string[] = []
    let isFull = true
    const write = (text: string) => {
      if (isFull) throw new Error('no room')
      written.push(text)
    }
    const log = await logTo('text', write, () => undefined)
    for (let turn = 0; turn < 3; turn += 1) {
      for (let each = 0; each < 4; each += 1) log.access(LINE)
      log.flush()
    }
    isFull = false
    log.access(LINE)
    log.flush()
    log.access(LINE)
    log.flush()
    expect(written[0]).toContain(' 12 lines could not be written\n')
    expect(written[1]).not.toContain('could not')
  })

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
