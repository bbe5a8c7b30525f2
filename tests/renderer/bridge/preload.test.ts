// The bridge of the desktop host against a preload API.
import { expect, test } from 'vitest'
import type { Client } from '#shared/contract/contract.ts'
import { preloadBridge } from '../../../src-renderer/bridge/preload.ts'

function apiThatAnswers(answer: unknown): { api: Client; calls: [string, unknown][] } {
  const calls: [string, unknown][] = []
  const api = {
    call: (name: string, input: unknown) => {
      calls.push([name, input])
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    on: () => () => undefined,
  }
  return { api: api as unknown as Client, calls }
}

test('the desktop host copies by the operating system’s clipboard', async () => {
  const { api, calls } = apiThatAnswers({ ok: true, value: {} })
  expect(await preloadBridge(api).platform.copyText('KEY')).toBe('copied')
  expect(calls).toEqual([['desktop.copyText', { text: 'KEY' }]])
})

test('the desktop host saves by its own dialog and tells the path', async () => {
  const { api, calls } = apiThatAnswers({ ok: true, value: { path: '/home/o/a.csv' } })
  const file = { fileName: 'a.csv', mediaType: 'text/csv', encoding: 'utf8', content: 'x' } as const
  expect(await preloadBridge(api).platform.saveFile(file)).toEqual({ ok: true, value: '/home/o/a.csv' })
  expect(calls).toEqual([['desktop.saveFile', { fileName: 'a.csv', encoding: 'utf8', content: 'x' }]])
})

test('a call that the main process rejects is answered with a value', async () => {
  const { api } = apiThatAnswers(new Error('gone'))
  expect(await preloadBridge(api).client.call('licenses.list', {})).toEqual({
    ok: false,
    error: { code: 'host_stopped', params: {} },
  })
})
