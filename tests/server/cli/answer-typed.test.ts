// `answer --format` as child processes (docs/product.md#the-vendors-side).
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { requestText } from '#shared/formats/activation-request.ts'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'

const request = (code: string | null) =>
  requestText({ uniqueKey: uniqueKey(), code, product: 'VirtualMetric', version: '1.0', hostName: 'db-1' })
const main = fileURLToPath(new URL('../../../src-server/main.ts', import.meta.url))

function openShop() {
  const dataDir = join(temporaryFolder(), 'office')
  const runWith = (input: string, argv: readonly string[]) => {
    const command = [main, ...argv, '--data-dir', dataDir]
    const { stdout, stderr, status } = spawnSync(process.execPath, command, { input })
    return { out: stdout.toString(), error: stderr.toString(), status }
  }
  const run = (...argv: string[]) => runWith('', argv)
  const sellCode = (owner: string) => {
    const sold = run('license', 'create', '--owner', owner, '--product', 'virtualization:16', '--json')
    return JSON.parse(sold.out) as { id: string; code: string }
  }
  const sell = (owner: string) => sellCode(owner).id
  const answer = (id: string, ...options: string[]) =>
    run('answer', '--license', id, '--unique-key', uniqueKey(), ...options)
  expect(run('init').status).toBe(0)
  const answerRequest = (options: readonly string[], input = '') => runWith(input, ['answer', ...options])
  return { sell, sellCode, answer, answerRequest }
}

describe('answer --format', { timeout: 120_000 }, () => {
  it('prints numbered rows, which are read with all that stands around them', () => {
    const { sell, answer } = openShop()
    const id = sell('Contoso B.V.')
    const { out, status } = answer(id, '--format', 'typed')
    expect(status).toBe(0)
    const lines = out.split('\n')
    expect(lines.slice(0, 2)).toEqual([`Unique Key: ${uniqueKey()}`, 'Owner: Contoso B.V.'])
    expect(lines[2]).toMatch(/^Issued: \d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00\.000Z$/)
    const begin = lines.indexOf('Typed key, 7 rows:')
    expect(begin).toBeGreaterThan(3)
    expect(lines[begin + 1]).toMatch(/^ 1: {2}([0-9A-Z]{5} ){5}[0-9A-Z]{5}$/)
    expect(readRows(out).ok).toBe(true)

    const both = answer(id, '--format', 'both', '--valid-for', '30', '--json')
    const json = JSON.parse(both.out) as { file: string; typedKey: string[] }
    expect(json.file).toMatch(/^-----BEGIN MACHINE FILE-----\n/)
    expect(readRows(json.typedKey.join('\n')).ok).toBe(true)
    const file = JSON.parse(answer(id, '--json').out) as Record<string, unknown>
    expect(Object.keys(file)).toEqual(['uniqueKey', 'license', 'machine', 'issued', 'expires', 'file'])
  })

  it('refuses what a typed key has no room for, and a form that does not exist', () => {
    const { sell, answer } = openShop()
    const id = sell('O'.repeat(121))
    const refused = answer(id, '--format', 'typed')
    expect([refused.status, refused.error]).toEqual([
      1,
      "the owner's name is longer than the 120 bytes that a typed key has room for: answer with --format file\n",
    ])
    expect(answer(id, '--format', 'rows').status).toBe(2)
  })
})

describe('answer --request takes what “request” wrote (issue 13.6)', { timeout: 120_000 }, () => {
  it('as a file of PowerShell, and piped in within a mail', () => {
    const { sellCode, answerRequest } = openShop()
    const { code } = sellCode('Contoso B.V.')
    const file = join(temporaryFolder(), 'request.txt')
    writeFileSync(file, `\ufeff${request(code).replaceAll('\n', '\r\n')}`, 'utf16le')
    const expected = { status: 0, error: '', out: expect.stringContaining(uniqueKey()) as string }
    expect(answerRequest(['--request', file])).toMatchObject(expected)
    const mail = `Hello,\n${request(code).replaceAll(/^/gm, '> ')}\nThanks`
    expect(answerRequest(['--request', '-'], mail)).toMatchObject(expected)
  })

  it('needs to be told the license where the request names none, and says what is wrong with another text', () => {
    const { sellCode, answerRequest } = openShop()
    const { id } = sellCode('Contoso B.V.')
    expect(answerRequest(['--request', '-'], request(null))).toMatchObject({
      status: 1,
      error: 'the request names no License Code, or more than one: give --code or --license\n',
    })
    expect(answerRequest(['--request', '-', '--license', id], request(null)).status).toBe(0)
    expect(answerRequest(['--request', '-'], 'Hello')).toMatchObject({ status: 1, out: '' })
    expect(answerRequest(['--request', join(temporaryFolder(), 'none')])).toMatchObject({
      status: 1,
      out: '',
    })
    expect(answerRequest(['--license', id])).toMatchObject({ status: 2, out: '' })
  })
})
