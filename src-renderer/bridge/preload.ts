// The bridge of the desktop host: the API that the preload script puts on the window.
import type { CallResult, Client, Input, Method } from '#shared/contract/contract.ts'
import { CANCELLED, type Bridge, type PageClient, type Platform } from './bridge.ts'
import { ObservableStatus } from './observable-status.ts'
import { copyInBrowser, copyRichInBrowser } from './browser-platform.ts'

declare global {
  interface Window {
    readonly activationDesk?: PreloadApi
  }
}

/** A signal cannot cross to the preload's world, a function can. */
export interface PreloadApi {
  call<M extends Method>(
    name: M,
    input: Input<M>,
    takeCancel?: (cancel: () => void) => void,
  ): Promise<CallResult<M>>
  on: Client['on']
}

/** Inputs cross as structured clones; callers pass plain objects, never `$state` proxies. */
export function preloadBridge(api: PreloadApi): Bridge {
  return {
    client: desktopClient(api),
    platform: desktopPlatform(desktopClient(api)),
    host: new ObservableStatus('up'),
  }
}

function desktopClient(api: PreloadApi): PageClient {
  return {
    async call(name, input, signal) {
      if (signal?.aborted) return CANCELLED
      try {
        if (!signal) return await api.call(name, input)
        const cancelled = Promise.withResolvers<typeof CANCELLED>()
        const answer = api.call(name, input, (cancel) => {
          const end = () => {
            cancel()
            cancelled.resolve(CANCELLED)
          }
          signal.addEventListener('abort', end, { once: true })
        })
        return await Promise.race([answer, cancelled.promise])
      } catch {
        // Only a main process that is going down rejects.
        return { ok: false, error: { code: 'host_stopped', params: {} } }
      }
    },
    on: (event, listener) => api.on(event, listener),
  }
}

function desktopPlatform(client: PageClient): Platform {
  return {
    async copyText(text) {
      const copied = await client.call('desktop.copyText', { text })
      return copied.ok ? 'copied' : copyInBrowser(text)
    },
    async copyRich(content) {
      const copied = await client.call('desktop.copyText', { ...(await content) })
      return copied.ok ? 'copied' : copyRichInBrowser(content)
    },
    async saveFile({ fileName, encoding, content, confidential = false }) {
      const file = { fileName, encoding, content, confidential }
      const saved = await client.call('desktop.saveFile', file)
      return saved.ok ? { ok: true, value: saved.value.path } : saved
    },
  }
}
