/** What Electron's roles of menu items bring along: labels, accelerators, whole menus (its lib/browser/api/menu-item-roles.ts). */
import type { MenuItemConstructorOptions } from 'electron'
import { app } from './app.ts'

const mac = process.platform === 'darwin'
const windows = process.platform === 'win32'

interface Role {
  readonly label: string
  readonly accelerator?: string | undefined
  readonly submenu?: readonly MenuItemConstructorOptions[]
}

const role = (label: string, accelerator?: string): Role => ({ label, accelerator })
const line: MenuItemConstructorOptions = { type: 'separator' }
const items = (...names: readonly (string | null)[]): MenuItemConstructorOptions[] =>
  names.map((name) => (name === null ? line : { role: name as 'undo' }))

const ROLES: Readonly<Record<string, () => Role>> = {
  about: () => role(process.platform === 'linux' ? 'About' : `About ${app.name}`),
  close: () => role(mac ? 'Close Window' : 'Close', 'CommandOrControl+W'),
  copy: () => role('Copy', 'CommandOrControl+C'),
  cut: () => role('Cut', 'CommandOrControl+X'),
  delete: () => role('Delete'),
  forcereload: () => role('Force Reload', 'Shift+CmdOrCtrl+R'),
  front: () => role('Bring All to Front'),
  help: () => role('Help'),
  hide: () => role(`Hide ${app.name}`, 'Command+H'),
  hideothers: () => role('Hide Others', 'Command+Alt+H'),
  minimize: () => role('Minimize', 'CommandOrControl+M'),
  paste: () => role('Paste', 'CommandOrControl+V'),
  pasteandmatchstyle: () =>
    role('Paste and Match Style', mac ? 'Cmd+Option+Shift+V' : 'Shift+CommandOrControl+V'),
  quit: () =>
    role(mac ? `Quit ${app.name}` : windows ? 'Exit' : 'Quit', windows ? undefined : 'CommandOrControl+Q'),
  redo: () => role('Redo', windows ? 'Control+Y' : 'Shift+CommandOrControl+Z'),
  reload: () => role('Reload', 'CmdOrCtrl+R'),
  resetzoom: () => role('Actual Size', 'CommandOrControl+0'),
  selectall: () => role('Select All', 'CommandOrControl+A'),
  services: () => role('Services'),
  toggledevtools: () => role('Toggle Developer Tools', mac ? 'Alt+Command+I' : 'Ctrl+Shift+I'),
  togglefullscreen: () => role('Toggle Full Screen', mac ? 'Control+Command+F' : 'F11'),
  undo: () => role('Undo', 'CommandOrControl+Z'),
  unhide: () => role('Show All'),
  window: () => role('Window'),
  zoom: () => role('Zoom'),
  zoomin: () => role('Zoom In', 'CommandOrControl+Plus'),
  zoomout: () => role('Zoom Out', 'CommandOrControl+-'),
  appmenu: () => ({
    label: app.name,
    submenu: items('about', null, 'services', null, 'hide', 'hideOthers', 'unhide', null, 'quit'),
  }),
  filemenu: () => ({ label: 'File', submenu: items(mac ? 'close' : 'quit') }),
  editmenu: () => ({
    label: 'Edit',
    submenu: items('undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', null, 'selectAll'),
  }),
  viewmenu: () => ({
    label: 'View',
    submenu: items(
      'reload',
      'forceReload',
      'toggleDevTools',
      null,
      'resetZoom',
      'zoomIn',
      'zoomOut',
      null,
      'togglefullscreen',
    ),
  }),
  windowmenu: () => ({
    label: 'Window',
    submenu: mac ? items('minimize', 'zoom', null, 'front') : items('minimize', 'zoom', 'close'),
  }),
}

/** Of a role in lower case. */
export function defaultsOf(name: string | undefined): Partial<Role> {
  if (name === undefined) return {}
  const found = ROLES[name]
  if (!found) throw new Error(`electron-double: the role ${name} of a menu item is not implemented`)
  return found()
}

/** The menu of an app that sets none. */
export const defaultTemplate: readonly MenuItemConstructorOptions[] = [
  ...(mac ? items('appMenu') : []),
  ...items('fileMenu', 'editMenu', 'viewMenu', 'windowMenu'),
]
