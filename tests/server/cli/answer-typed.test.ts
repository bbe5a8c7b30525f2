// `answer --format` as child processes (docs/product.md#the-vendors-side).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRows } from '#shared/formats/typed-key/read-rows.ts'
import { temporaryFolder, uniqueKey } from '../support/desk.ts'

const main = fileURLToPath(new URL('../../../src-server/main.ts', import.meta.url))

function openShop() {
  const dataDir = join(temporaryFolder(), 'desk')
  const run = (...argv: string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...argv, '--data-dir', dataDir])
    return { out: stdout.toString(), error: stderr.toString(), status }
  }
  const sell = (owner: string) => {
    const sold = run('license', 'create', '--owner', owner, '--product', 'virtualization:16', '--json')
    return (JSON.parse(sold.out) as { id: string }).id
  }
  const answer = (id: string, ...options: string[]) =>
    run('answer', '--license', id, '--unique-key', uniqueKey(), ...options)
  expect(run('init').status).toBe(0)
  return { sell, answer }
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
    expect(lines.slice(3, 5)).toEqual(['', 'Typed key, 7 rows:'])
    expect(lines[5]).toMatch(/^ 1: {2}([0-9A-Z]{5} ){5}[0-9A-Z]{5}$/)
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
