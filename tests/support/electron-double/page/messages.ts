/** What crosses between the main process and the preload's world; `args` and `value` are encoded by wire.ts. */

export type FromPreload =
  | { type: 'invoke'; id: number; channel: string; args: string }
  | { type: 'send'; channel: string; args: string }
  | { type: 'preload-error'; message: string }

export type ToPreload =
  | { type: 'reply'; id: number; value: string }
  | { type: 'failure'; id: number; message: string }
  | { type: 'message'; channel: string; args: string }

/** How the two sides find each other in the preload's world. */
export const sendName = '__electronDoubleSend'
export const receiveName = '__electronDoubleReceive'
export const askName = '__electronDoubleAsk'

/** What a page needs the app's permission for. */
export interface PermissionQuestion {
  id: number
  kind: 'check' | 'request'
  permission: string
}

/** What a sandboxed preload sees of `process`. */
export interface PreloadProcess {
  type: 'renderer'
  sandboxed: true
  contextIsolated: true
  platform: string
  arch: string
  versions: Record<string, string | undefined>
  env: Record<string, string>
}

/** What page code uses of the DOM; this project's types know no page. */
export interface PageGlobal extends EventTarget, Record<string, unknown> {
  top: unknown
  location: { href: string }
}
