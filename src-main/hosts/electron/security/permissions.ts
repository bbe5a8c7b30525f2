// The page needs no permission of the browser's: the clipboard goes through the main process.
import { session } from 'electron'

/** SECURITY: camera, location, notifications, everything is refused. Electron’s 5. docs/SECURITY.md#permissions */
export function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_, __, decide) => decide(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
}
