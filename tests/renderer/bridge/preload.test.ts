// The bridge of the desktop host against a preload API.
import { expect, test } from 'vitest'
import { preloadBridge, type PreloadApi } from '../../../src-renderer/bridge/preload.ts'

function apiThatAnswers(answer: unknown): { api: PreloadApi; calls: [string, unknown][] } {
  const calls: [string, unknown][] = []
  const api = {
    call: (name: string, input: unknown) => {
      calls.push([name, input])
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    on: () => () => undefined,
  }
  return { api: api as unknown as PreloadApi, calls }
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
  expect(calls).toEqual([
    ['desktop.saveFile', { fileName: 'a.csv', encoding: 'utf8', content: 'x', confidential: false }],
  ])
})

test('a call that the main process rejects is answered with a value', async () => {
  const { api } = apiThatAnswers(new Error('gone'))
  expect(await preloadBridge(api).client.call('licenses.list', {})).toEqual({
    ok: false,
    error: { code: 'host_stopped', params: {} },
  })
})

test('a call that is not wanted any more ends at once, and the main process is told', async () => {
  let told = 0
  const api = {
    call: (_name: string, _input: unknown, takeCancel?: (cancel: () => void) => void) => {
      takeCancel?.(() => (told += 1))
      return new Promise(() => undefined)
    },
    on: () => () => undefined,
  } as unknown as PreloadApi
  const wanted = new AbortController()
  const answer = preloadBridge(api).client.call('licenses.refresh', {}, wanted.signal)
  wanted.abort()
  expect([await answer, told]).toEqual([{ ok: false, error: { code: 'cancelled', params: {} } }, 1])
})
