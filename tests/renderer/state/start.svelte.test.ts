// The page's start: what it shows first waits for as little as can be (issue 14).
import { afterEach, expect, test, vi } from 'vitest'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'

afterEach(() => vi.restoreAllMocks())

test('preferences are asked for first: nothing of a page is shown before them', async () => {
  const host = new FakeHost()
  await openPage(host)
  await expect.poll(() => host.calls.length).toBeGreaterThan(2)
  expect(host.calls.slice(0, 3).map(({ name }) => name)).toEqual([
    'preferences.get',
    'licenses.list',
    'app.info',
  ])
})

test('no element is asked for its height while the page is made: it is laid out once', async () => {
  const heights = [
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get'),
    vi.spyOn(Element.prototype, 'clientHeight', 'get'),
  ]
  const host = new FakeHost()
  // It stays as it is at first.
  host.answer('preferences.get', () => new Promise(() => undefined))
  await openPage(host)
  for (const height of heights) expect(height).not.toHaveBeenCalled()
})
