import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { requireBuild } from '#tests/support/cli.ts'
import { commandMachine } from '#tests/support/command-machine.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
const machine = (profile: unknown) => commandMachine(cleanup, profile)
beforeAll(requireBuild)
afterEach(() => cleanup.run())

describe('settings', () => {
  test('are shown as they are kept, and changed one by one', async () => {
    const { desk } = machine(loadProfile({ machineIdFile: true }))
    const set = ['settings', 'set', 'proxy', 'proxy.example:3128', '--around', 'localhost .corp.example']
    expect((await desk(set)).stdout).toMatch(
      /^Proxy +http:\/\/proxy.example:3128, not for localhost,.corp.example$/m,
    )
    expect((await desk(['settings', 'set', 'offline-only', 'on'])).stdout).toMatch(/^Offline only +on$/m)
    const shown = await desk(['--json', 'settings', 'show'])
    expect(JSON.parse(shown.stdout)).toMatchObject({
      proxy: { mode: 'manual', url: 'http://proxy.example:3128', noProxy: 'localhost,.corp.example' },
      offlineOnly: true,
      caFile: null,
    })
    expect((await desk(['doctor'])).stdout).toContain('This installation works offline only')
    const wrong = await desk(['settings', 'set', 'proxy', 'ftp://desk:secret@proxy.example'])
    expect(wrong.status).toBe(2)
    expect(wrong.stderr).toContain('(code: proxy_address_invalid)')
    expect(wrong.stderr).not.toContain('secret')
  })
})
