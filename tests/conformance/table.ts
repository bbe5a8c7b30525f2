// All rows, by area.
import type { Area } from './row.ts'
import { appItself } from './rows/app.ts'
import { bridge } from './rows/bridge.ts'
import { ipc } from './rows/ipc.ts'
import { lifecycle } from './rows/lifecycle.ts'
import { menus } from './rows/menus.ts'
import { navigation } from './rows/navigation.ts'
import { pdf } from './rows/pdf.ts'
import { permissions } from './rows/permissions.ts'
import { preload } from './rows/preload.ts'
import { protocol } from './rows/protocol.ts'
import { clipboards, dialogs, notifications, theme } from './rows/system.ts'
import { windowOpen } from './rows/window-open.ts'
import { windows } from './rows/windows.ts'

export const AREAS: readonly Area[] = [
  bridge,
  preload,
  ipc,
  protocol,
  navigation,
  windowOpen,
  windows,
  theme,
  dialogs,
  clipboards,
  notifications,
  menus,
  permissions,
  pdf,
  appItself,
  lifecycle,
]
