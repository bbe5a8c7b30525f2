// The menu of the right mouse button: Electron shows none by itself, and a License Code is mostly pasted.
import { Menu, type BrowserWindow, type ContextMenuParams, type MenuItemConstructorOptions } from 'electron'

export function offerContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_, params) => {
    Menu.buildFromTemplate(itemsFor(params)).popup({ window })
  })
}

/** Their words and keys are Electron's own. */
function itemsFor({ isEditable, editFlags }: ContextMenuParams): MenuItemConstructorOptions[] {
  const { canCut, canCopy, canPaste, canSelectAll } = editFlags
  const all: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'selectAll', enabled: canSelectAll },
  ]
  if (!isEditable) return [{ role: 'copy', enabled: canCopy }, ...all]
  return [
    { role: 'cut', enabled: canCut },
    { role: 'copy', enabled: canCopy },
    { role: 'paste', enabled: canPaste },
    ...all,
  ]
}
