// The command line on a machine whose administrator laid settings down (docs/operator-guide.md#managed-settings).
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { ManagedSettings } from '#main/core/ports/settings.ts'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { run } from '#main/hosts/cli/run.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { ok } from '#shared/result.ts'
import { install } from '#tests/support/installation.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const PLACE = '/etc/activation-desk/managed-settings.json'
const managed: ManagedSettings = { path: PLACE, read: () => ok({ offlineOnly: true }) }

async function desk(...argv: readonly string[]) {
  const folder = cleanup.folder()
  const profile = loadProfile({ machineIdFile: true })
  const vendor = path.join(folder, 'vendor.json')
  writeFileSync(vendor, JSON.stringify(profile))
  const installed = install(cleanup, profile, { managed })
  const [output, problems]: [string[], string[]] = [[], []]
  const program = buildProgram({
    messages: { ...messages, cli },
    loadEnvironment: (options, host, clock) => {
      const environment = loadEnvironment(options, host, clock)
      return environment.ok ? ok({ ...environment.value, ...installed }) : environment
    },
    startWebHost: () => Promise.reject(new Error('nothing is served here')),
    output: { write: (text: string) => output.push(text) },
    problems: { write: (text: string) => problems.push(text) },
    done: () => undefined,
  })
  const status = await run(program, ['node', 'activation-desk', '--vendor', vendor, ...argv], cli)
  return { status, output: output.join(''), problems: problems.join('') }
}

test('“settings show” says what is laid down, and where', async () => {
  const { status, output } = await desk('settings', 'show')
  expect(status).toBe(0)
  expect(output).toMatch(/^Offline only +on \(set by your administrator\)$/m)
  expect(output).toMatch(new RegExp(`^Laid down in +${PLACE}$`, 'm'))
  expect(output).toMatch(/^Proxy +system$/m)
})

test('“settings set” of it is refused with the file, and changes nothing', async () => {
  const { status, problems } = await desk('settings', 'set', 'offline-only', 'off')
  expect(status).toBe(1)
  expect(problems).toContain('“Offline only” is set by your administrator')
  expect(problems).toContain(PLACE)
  expect(problems).toContain('setting_managed')
})
