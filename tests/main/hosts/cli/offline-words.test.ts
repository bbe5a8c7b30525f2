// What a person on a terminal is told where nothing is sent: commands, and no box of the page (issue 12).
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('refresh of an installation that is offline only names the commands of the other way', async () => {
  const folder = cleanup.folder()
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(loadProfile({ offlineOnly: true })))
  const run = await runDeskHere(['--vendor', profile, '--data-dir', path.join(folder, 'data'), 'refresh'])
  expect(run.stderr).toContain('“activation-desk request”')
  expect(run.stderr).not.toContain('Tick')
})
