/** Electron's `protocol`: which schemes are the app's own, and who answers their requests. */
import type { CustomScheme, Protocol } from 'electron'
import { isMappedScheme, mapScheme } from '../chromium/scheme-urls.ts'
import { onlyRead } from '../only-read.ts'
import { requireNotReady, requireReady } from '../lifecycle.ts'
import { strict } from '../strict.ts'

export type ProtocolHandler = Parameters<Protocol['handle']>[1]

const handlers = new Map<string, ProtocolHandler>()

/** The handler of a URL's scheme, if the app registered one. */
export function protocolHandler(url: string): ProtocolHandler | undefined {
  return handlers.get(new URL(url).protocol.slice(0, -1))
}

function registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
  requireNotReady('protocol.registerSchemesAsPrivileged should be called before app is ready')
  for (const custom of schemes) {
    const { scheme, privileges } = custom
    onlyRead('protocol.registerSchemesAsPrivileged', custom, ['scheme', 'privileges'])
    onlyRead('protocol.registerSchemesAsPrivileged', privileges, [
      'standard',
      'secure',
      'supportFetchAPI',
      'stream',
    ])
    if (!privileges?.standard || !privileges.secure) {
      throw new Error(
        `electron-double: ${scheme}: is not standard and secure; other schemes are not implemented`,
      )
    }
    mapScheme(scheme)
  }
}

function handle(scheme: string, handler: ProtocolHandler): void {
  requireReady('protocol.handle: the default session can only be used after app is ready')
  if (!isMappedScheme(scheme)) {
    throw new Error(`electron-double: protocol.handle of ${scheme}: without privileges is not implemented`)
  }
  if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
  handlers.set(scheme, handler)
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged,
  handle,
  unhandle: (scheme) => {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle' | 'unhandle' | 'isProtocolHandled'>)
