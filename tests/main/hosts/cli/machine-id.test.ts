import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { commandMachine } from '#tests/support/command-machine.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
const machine = (profile: unknown) => commandMachine(cleanup, profile)
beforeAll(requireBuild)
afterEach(() => cleanup.run())

describe('machine-id', () => {
  test('is set once more, says what that means, and never shows the id', async () => {
    const { desk } = machine(loadProfile({ machineIdFile: true }))
    const before = (await desk(['machine-id', 'show'])).stdout
    expect(before).toMatch(/^Unique Key {2}VIRTUALMETRIC-\S+\nMachine id {2}\S+machine-id$/m)
    const key = await desk(['unique-key'])
    expect(key.stdout.trim()).toMatch(/^VIRTUALMETRIC-\S+$/)
    expect(key.stderr).toMatch(
      /^An administrator set the machine id that this key comes from: \S+machine-id$/m,
    )
    const set = await desk(['machine-id', 'set', '0F4E5C0A-9B1D-4C63-8C55-6A1B2C3D4E5F'])
    expect(set.status).toBe(0)
    expect(set.stderr).toContain('activate them again')
    expect(set.stdout + (await desk(['machine-id', 'show'])).stdout).not.toMatch(/0f4e5c0a/i)
    expect((await desk(['machine-id', 'set', 'server-01'])).status).toBe(2)
  })

  test('is refused where the vendor takes the system’s alone', async () => {
    const { desk } = machine(loadProfile({ machineIdFile: false }))
    const refused = await desk(['machine-id', 'set', '0F4E5C0A-9B1D-4C63-8C55-6A1B2C3D4E5F'])
    expect(refused.status).toBe(4)
    expect(refused.stderr).toContain('(code: machine_id_not_settable)')
  })
})
