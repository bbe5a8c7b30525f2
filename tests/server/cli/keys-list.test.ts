// `keys list` says of a key that cannot sign that it cannot (issue 12.7).
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { prepareBackOffice } from '../support/prepared-back-office.ts'
import { runHere } from '../support/command.ts'

const office = prepareBackOffice()
const keyIn = (dataDir: string) => join(dataDir, 'keys', readdirSync(join(dataDir, 'keys'))[0] ?? '')

it.each<[string, (file: string) => void]>([
  ['is missing', (file) => rmSync(file)],
  ['is garbage', (file) => writeFileSync(file, 'garbage')],
])(
  'a signing key that %s is not said to sign, and the exit status is the one of doctor',
  async (_, spoil) => {
    const dataDir = await office.copy((folder) => spoil(keyIn(folder)))
    const shown = await runHere(dataDir, ['keys', 'list'])
    expect(shown.exit).toBe(3)
    expect(shown.out).toContain('cannot sign')
    expect(shown.out).not.toContain('signs now ')
    const { out } = await runHere(dataDir, ['keys', 'list', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      keys: [{ active: true, fault: expect.stringMatching(/key/) as string }],
    })
  },
)

it('a key that signs is said to, and ends well', async () => {
  const shown = await runHere(await office.copy(() => undefined), ['keys', 'list'])
  expect([shown.exit, shown.out]).toEqual([0, expect.stringContaining('signs now')])
})
