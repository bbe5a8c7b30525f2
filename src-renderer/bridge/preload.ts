// The bridge of the desktop host: the API that the preload script puts on the window.
import type { Client } from '#shared/contract/contract.ts'
import type { Bridge, PageClient, Platform } from './bridge.ts'
import { ObservableStatus } from './observable-status.ts'
import { copyInBrowser, copyRichInBrowser } from './browser-platform.ts'

declare global {
  interface Window {
    readonly activationDesk?: Client
  }
}

/** Inputs cross as structured clones; callers pass plain objects, never `$state` proxies. */
export function preloadBridge(api: Client): Bridge {
  return {
    client: desktopClient(api),
    platform: desktopPlatform(api),
    connection: new ObservableStatus('up'),
  }
}

function desktopClient(api: Client): PageClient {
  return {
    async call(name, input) {
      try {
        return await api.call(name, input)
      } catch {
        // Only a main process that is going down rejects.
        return { ok: false, error: { code: 'host_stopped', params: {} } }
      }
    },
    on: (event, listener) => api.on(event, listener),
  }
}

function desktopPlatform(api: Client): Platform {
  return {
    async copyText(text) {
      const copied = await api.call('desktop.copyText', { text })
      return copied.ok ? 'copied' : copyInBrowser(text)
    },
    async copyRich(content) {
      const copied = await api.call('desktop.copyText', { ...(await content) })
      return copied.ok ? 'copied' : copyRichInBrowser(content)
    },
    async saveFile({ fileName, encoding, content }) {
      const saved = await api.call('desktop.saveFile', { fileName, encoding, content })
      return saved.ok ? { ok: true, value: saved.value.path } : saved
    },
  }
}
