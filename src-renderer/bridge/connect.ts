// Chooses the bridge: the preload's where there is one, HTTP elsewhere.
import type { Bridge } from './bridge.ts'
import { httpBridge } from './http.ts'
import { preloadBridge } from './preload.ts'

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

export function connect(window: Window): Bridge {
  if (window.activationDesk) return preloadBridge(window.activationDesk)
  const { location, history } = window
  const bridge = httpBridge({
    fetch: (input, init) => window.fetch(input, init),
    storage: window.sessionStorage,
    location,
    history,
    wait,
  })
  // A new link opened in this tab differs in its fragment only, so nothing is loaded again.
  window.addEventListener('hashchange', () => void bridge.start())
  void bridge.start()
  return bridge
}
