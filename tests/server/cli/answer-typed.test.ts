// `answer --format` (docs/product.md#the-vendors-side).
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { requestText } from '#shared/formats/activation-request.ts'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { temporaryFolder, uniqueKey } from '../support/back-office.ts'
import { runHere } from '../support/command.ts'

const request = (code: string | null) =>
  requestText({ uniqueKey: uniqueKey(), code, product: 'VirtualMetric', version: '1.0', hostName: 'db-1' })

async function openShop() {
  const dataDir = join(temporaryFolder(), 'office')
  const runWith = async (input: string, argv: readonly string[]) => {
    const { exit: status, ...said } = await runHere(dataDir, argv, input)
    return { ...said, status }
  }
  const run = (...argv: string[]) => runWith('', argv)
  const sellCode = async (owner: string) => {
    const sold = await run('license', 'create', '--owner', owner, '--product', 'virtualization:16', '--json')
    return JSON.parse(sold.out) as { id: string; code: string }
  }
  const sell = async (owner: string) => (await sellCode(owner)).id
  const answer = (id: string, ...options: string[]) =>
    run('answer', '--license', id, '--unique-key', uniqueKey(), ...options)
  expect((await run('init')).status).toBe(0)
  const answerRequest = (options: readonly string[], input = '') => runWith(input, ['answer', ...options])
  return { run, sell, sellCode, answer, answerRequest }
}

describe('answer --format', { timeout: 120_000 }, () => {
  it('says until when a typed key can name an end', async () => {
    const { run, sell, answer } = await openShop()
    const id = await sell('Contoso B.V.')
    expect((await run('license', 'update', id, '--expires', '9999-12-31')).status).toBe(0)
    const { status, error } = await answer(id, '--format', 'typed')
    expect([status, error.replaceAll('\n', ' ')]).toEqual([
      1,
      expect.stringMatching(/license expiries from 2020 to 7761-10-\d\d: answer with --format file/),
    ])
  })

  it('prints numbered rows, which are read with all that stands around them', async () => {
    const { sell, answer } = await openShop()
    const id = await sell('Contoso B.V.')
    const { out, status } = await answer(id, '--format', 'typed')
    expect(out).toContain('choose “On paper: row by row” in step 2, and type the rows.')
    expect(status).toBe(0)
    const lines = out.split('\n')
    expect(lines.slice(0, 2)).toEqual([`Unique Key: ${uniqueKey()}`, 'Owner: Contoso B.V.'])
    expect(lines[2]).toMatch(/^Issued: \d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC$/)
    const begin = lines.indexOf('Typed key, 7 rows:')
    expect(begin).toBeGreaterThan(3)
    expect(lines[begin + 1]).toMatch(/^ 1: {2}([0-9A-Z]{5} ){5}[0-9A-Z]{5}$/)
    expect(readRows(out).ok).toBe(true)

    const both = await answer(id, '--format', 'both', '--valid-for', '30', '--json')
    const json = JSON.parse(both.out) as { file: string; typedKey: string[] }
    expect(json.file).toMatch(/^-----BEGIN MACHINE FILE-----\n/)
    expect(readRows(json.typedKey.join('\n')).ok).toBe(true)
    const file = JSON.parse((await answer(id, '--json')).out) as Record<string, unknown>
    expect(Object.keys(file)).toEqual(['uniqueKey', 'license', 'machine', 'issued', 'expires', 'file'])
  })

  it('refuses what a typed key has no room for, and a form that does not exist', async () => {
    const { sell, answer } = await openShop()
    const id = await sell('O'.repeat(121))
    const refused = await answer(id, '--format', 'typed')
    expect([refused.status, refused.error]).toEqual([
      1,
      "the owner's name is longer than the 120 bytes that a typed key has room for: answer with --format file\n",
    ])
    expect((await answer(id, '--format', 'rows')).status).toBe(2)
  })
})

describe('answer --request takes what “request” wrote (issue 13.6)', { timeout: 120_000 }, () => {
  it('as a file of PowerShell, and piped in within a mail', async () => {
    const { sellCode, answerRequest } = await openShop()
    const { code } = await sellCode('Contoso B.V.')
    const file = join(temporaryFolder(), 'request.txt')
    writeFileSync(file, `\ufeff${request(code).replaceAll('\n', '\r\n')}`, 'utf16le')
    const expected = { status: 0, error: '', out: expect.stringContaining(uniqueKey()) as string }
    expect(await answerRequest(['--request', file])).toMatchObject(expected)
    const mail = `Hello,\n${request(code).replaceAll(/^/gm, '> ')}\nThanks`
    expect(await answerRequest(['--request', '-'], mail)).toMatchObject(expected)
  })

  it('needs to be told the license where the request names none, and says what is wrong with another text', async () => {
    const { sellCode, answerRequest } = await openShop()
    const { id } = await sellCode('Contoso B.V.')
    expect(await answerRequest(['--request', '-'], request(null))).toMatchObject({
      status: 1,
      error: 'the request names no License Code, or more than one: give --code or --license\n',
    })
    const told = await answerRequest(['--request', '-', '--license', id], request(null))
    expect(told.status).toBe(0)
    expect(await answerRequest(['--request', '-'], 'Hello')).toMatchObject({ status: 1, out: '' })
    expect(await answerRequest(['--request', join(temporaryFolder(), 'none')])).toMatchObject({
      status: 1,
      out: '',
    })
    expect(await answerRequest(['--license', id])).toMatchObject({ status: 2, out: '' })
  })
})
