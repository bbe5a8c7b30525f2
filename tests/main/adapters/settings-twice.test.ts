// Settings that say “offline only” twice: of two members of one name the last would count (issue 12.3).
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { settingsFile } from '#main/adapters/settings-file.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

function read(json: string) {
  const dataDir = cleanup.folder()
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(path.join(dataDir, 'settings.json'), json)
  return settingsFile(dataDir).read()
}

test.each([
  '{"offlineOnly": true, "offlineOnly": false}',
  '{"offlineOnly": false, "offlineOnly": true}',
  String.raw`{"offline\u004fnly": true, "caFile": null, "offlineOnly" : false}`,
])('are damaged, so that nothing is sent: %s', (json) => {
  expect(read(json)).toMatchObject({
    error: { code: 'settings_not_readable', params: { reason: 'unreadable' } },
  })
})

test('a text that only looks like the member is none', () => {
  const caFile = String.raw`/\"offlineOnly\": true`
  expect(read(`{"offlineOnly": false, "caFile": "${caFile}"}`)).toMatchObject({
    value: { offlineOnly: false },
  })
})

test.each([2, 17])('a text of %i million letters is damaged, and ends nothing (issue 12.4)', (millions) => {
  const json = `{"offlineOnly": true, "caFile": "${'x'.repeat(millions * 1_000_000)}"}`
  expect(read(json)).toMatchObject({ error: { code: 'settings_not_readable' } })
  expect(settingsFile(cleanup.folder()).understood(json)).toBeNull()
})
