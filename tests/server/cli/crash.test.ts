// A crash of the desk ends with 2, never with 1, which is a refusal (issue 10.2).
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { run } from '../support/command.ts'
import { temporaryFolder } from '../support/desk.ts'

describe('a crash', { timeout: 60_000 }, () => {
  it.each([
    [
      'a database that is none',
      (dataDir: string) => writeFileSync(join(dataDir, 'activation.db'), 'x'.repeat(9000)),
    ],
    [
      'a signing key that is none',
      (dataDir: string) => {
        const [key = ''] = readdirSync(join(dataDir, 'keys'))
        writeFileSync(join(dataDir, 'keys', key), 'x')
      },
    ],
  ])('over %s ends with 2', async (_, damage) => {
    const dataDir = join(temporaryFolder(), 'desk')
    await run(dataDir, ['init'])
    const sold = await run(dataDir, ['license', 'create', '--owner', 'A', '--product', 'storage', '--json'])
    const { id } = JSON.parse(sold.out) as { id: string }
    damage(dataDir)
    const key = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'
    const crashed = await run(dataDir, ['answer', '--license', id, '--unique-key', key])
    expect(crashed.exit).toBe(2)
    expect(crashed.out).toBe('')
    expect(crashed.error).not.toBe('')
  })
})
