/** Where the app is in its life, and the windows that are open: what several of the double's objects share. */
import type { DoubleBrowserWindow } from './api/browser-window.ts'

export const lifecycle = {
  ready: false,
  quitting: false,
  exiting: false,
}

/** Somebody wants the app to stay: from then on it can be asked to quit again. */
export function stayAlive(): false {
  lifecycle.quitting = false
  return false
}

/** In the order they were opened; the last one has the focus. */
export const openWindows = new Set<DoubleBrowserWindow>()

/** For what Electron refuses before `ready`; `refusal` is its error's text. */
export function requireReady(refusal: string): void {
  if (!lifecycle.ready) throw new Error(refusal)
}

/** For what Electron refuses after `ready`. */
export function requireNotReady(refusal: string): void {
  if (lifecycle.ready) throw new Error(refusal)
}
