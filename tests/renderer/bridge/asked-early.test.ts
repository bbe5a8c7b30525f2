// What a page asks first is on its way before the page is there; what it asks after that is asked anew.
import { expect, test } from 'vitest'
import { askedEarly } from '../../../src-renderer/bridge/asked-early.ts'
import type { PageClient } from '../../../src-renderer/bridge/bridge.ts'

test('each of three methods is asked once before it is wanted, and again from the second time on', async () => {
  const asked: string[] = []
  const client = {
    call: (name: string) => Promise.resolve(`${name} ${asked.push(name)}`),
    on: () => () => undefined,
  } as unknown as PageClient
  const early = askedEarly(client)
  expect(asked).toEqual(['preferences.get', 'licenses.list', 'app.info'])
  expect(await early.call('licenses.list', {})).toBe('licenses.list 2')
  expect(await early.call('licenses.list', {})).toBe('licenses.list 4')
  expect(await early.call('machine.uniqueKey', {})).toBe('machine.uniqueKey 5')
  expect(await early.call('app.info', {})).toBe('app.info 3')
  expect(asked).toHaveLength(5)
})
