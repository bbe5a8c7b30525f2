// A line of the activity log says what was done, and to which license, also where that is not here any more (issue 13).
import { expect, test } from 'vitest'
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import { describeEntry } from '#shared/messages/describe-entry.ts'
import { messages } from '#shared/messages/en/messages.ts'

const facts = { messages, speaker: { vendor: '', support: '' }, server: '', ownerOf: () => undefined }
const entry = (action: string, params: object = {}, result = 'ok'): ActivityEntry => ({
  at: '2026-11-27T12:00:00.000Z',
  actor: 'anna',
  host: 'cli',
  action,
  result,
  subject: 'license-1',
  changes: [],
  checked: [],
  problems: [],
  returnCode: null,
  params: { ...params },
})

test.each([
  ['activate_offline', { owner: 'Contoso', renewed: true }, 'Local License Key replaced', 'Contoso'],
  ['activate_offline', { owner: 'Contoso' }, 'Activated offline', 'Contoso'],
  ['activate_online', { owner: 'Contoso', renewed: true }, 'Activated again online', 'Contoso'],
  ['activate_online', {}, 'Activated online', 'license-1'],
  ['activate_online', { owner: 7, renewed: 'yes' }, 'Activated online', 'license-1'],
])('%s with %j is “%s” of %s', (action, params, what, of) => {
  expect(describeEntry(entry(action, params), facts)).toMatchObject({ what, of })
})

test('what failed replaced nothing', () => {
  const failed = entry('activate_offline', { renewed: true }, 'key_damaged')
  expect(describeEntry(failed, facts).what).toBe('Offline activation failed')
})
