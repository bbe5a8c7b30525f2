// What every page asks first is asked while the rest of its code is still read.
import type { Method } from '#shared/contract/contract.ts'
import type { PageClient } from './bridge.ts'

const FIRST = ['preferences.get', 'licenses.list', 'app.info'] as const

/** The same client; of these methods the first answer is on its way already. */
export function askedEarly(client: PageClient): PageClient {
  const early = new Map<Method, Promise<unknown>>(FIRST.map((name) => [name, client.call(name, {})]))
  return {
    call(name, input, signal) {
      const answer = early.get(name) as ReturnType<typeof client.call<typeof name>> | undefined
      early.delete(name)
      return answer ?? client.call(name, input, signal)
    },
    on: (event, listener) => client.on(event, listener),
  }
}
