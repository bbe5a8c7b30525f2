/** Electron's `session`: the default one only. Permission handlers are kept, and called by tests alone. */
import type { Session } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { requireReady } from '../lifecycle.ts'
import { strict } from '../strict.ts'
import { protocol } from './protocol.ts'
import { webRequest } from './web-request.ts'

const events = { emitted: [], neverEmitted: ['will-download'] }

type Handlers = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>

class DoubleSession
  extends ModelledEmitter
  implements Handlers, Record<keyof Pick<Session, 'protocol' | 'webRequest'>, unknown>
{
  readonly protocol = protocol
  readonly webRequest = webRequest
  /** Not Electron's: what the app has set, so that a test can ask it. */
  readonly handlers: {
    permissionRequest?: Parameters<Session['setPermissionRequestHandler']>[0]
    permissionCheck?: Parameters<Session['setPermissionCheckHandler']>[0]
    devicePermission?: Parameters<Session['setDevicePermissionHandler']>[0]
  } = {}

  constructor() {
    super('session', events)
  }

  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]): void {
    this.handlers.permissionRequest = handler
  }

  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]): void {
    this.handlers.permissionCheck = handler
  }

  setDevicePermissionHandler(handler: Parameters<Session['setDevicePermissionHandler']>[0]): void {
    this.handlers.devicePermission = handler
  }
}

const defaultSession = strict('session.defaultSession', new DoubleSession())

/** Its types are Electron's own; the one session is less than a whole one. */
export const session = strict('session', {
  get defaultSession() {
    requireReady('Session can only be received when app is ready')
    return defaultSession
  },
} satisfies Record<keyof Pick<typeof Electron.session, 'defaultSession'>, unknown>)
