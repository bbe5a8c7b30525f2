// The words of failures come after the page: until then a failure is its code.
import { expect, test } from 'vitest'
import { messages } from '#shared/messages/en/messages.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'

test('a failure is told by its code, and in words as soon as they are there (issue 11)', async () => {
  words.later = null
  const host = new FakeHost([]).answer('licenses.list', () => ({
    ok: false,
    error: { code: 'store_not_readable', params: { path: '/data' } },
  }))
  const screen = await openPage(host)
  const code = screen.getByText('store_not_readable', { exact: true })
  const inWords = screen.getByText('The licenses on this machine cannot be read.').first()
  await expect.element(code).toBeVisible()
  await expect.element(screen.getByText('Code: store_not_readable')).toBeVisible()
  expect(inWords.query()).toBeNull()
  words.later = messages
  await expect.element(inWords).toBeVisible()
  expect(code.query()).toBeNull()
})
