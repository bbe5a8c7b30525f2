// The menu of the right mouse button: Electron shows none by itself, and a License Code is mostly pasted.
import { Menu, type BrowserWindow } from 'electron'
import { contextMenu, type MenuWords } from './menu.ts'

export function offerContextMenu(window: BrowserWindow, words: MenuWords): void {
  window.webContents.on('context-menu', (_, params) => {
    Menu.buildFromTemplate(contextMenu(words, params)).popup({ window })
  })
}
