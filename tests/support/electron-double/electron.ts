/** The double of the module `electron` in the main process; what it lacks throws when it is used. */
import { type MainMember, standIn } from '../electron-import.ts'
import { refusing } from '../refusing.ts'
import { app } from './api/app.ts'
import { BrowserWindow } from './api/browser-window.ts'
import { clipboard, ClipboardItem } from './api/clipboard.ts'
import { dialog } from './api/dialog.ts'
import { ipcMain } from './api/ipc-main.ts'
import { Menu, MenuItem } from './api/menu.ts'
import { nativeTheme } from './api/native-theme.ts'
import { net } from './api/net.ts'
import { Notification } from './api/notification.ts'
import { powerMonitor } from './api/power-monitor.ts'
import { protocol } from './api/protocol.ts'
import { safeStorage } from './api/safe-storage.ts'
import { screen } from './api/screen.ts'
import { session } from './api/session.ts'
import { shell } from './api/shell.ts'
import { strict } from './strict.ts'

const implemented: Partial<Record<MainMember, unknown>> = {
  app,
  BrowserWindow,
  clipboard,
  ClipboardItem,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}

const complain = (member: string) => `electron-double: ${member} is not implemented`

export const electron = strict(
  'electron',
  standIn((name) => implemented[name] ?? refusing(name, complain)),
)
