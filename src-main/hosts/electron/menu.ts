// The application menu: what an operating system expects of every window, and no developer tools in a packaged build.
import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/** The other menus are the operating system’s, by their roles. */
export function installMenu(viewMenu: string): void {
  const edit: MenuItemConstructorOptions = { role: 'editMenu' }
  const view: MenuItemConstructorOptions = {
    label: viewMenu,
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : ([{ role: 'toggleDevTools' }] satisfies MenuItemConstructorOptions[])),
    ],
  }
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...mac, { role: 'fileMenu' }, edit, view, { role: 'windowMenu' }]),
  )
}
