/** Electron's `Menu` and `MenuItem`: never drawn; a test clicks an item through `Menu.getApplicationMenu()`. */
import type { MenuItemConstructorOptions } from 'electron'
import { strict } from '../strict.ts'
import { DoubleBrowserWindow } from './browser-window.ts'

class DoubleMenuItem {
  readonly id: string | undefined
  readonly label: string
  readonly role: string | undefined
  readonly type: string
  readonly accelerator: string | undefined
  readonly submenu: DoubleMenu | undefined
  enabled: boolean
  visible: boolean
  checked: boolean
  private readonly onClick: (...args: unknown[]) => void

  constructor(options: MenuItemConstructorOptions) {
    const { id, label, role, type, accelerator, submenu, click } = options
    this.id = id
    this.label = label ?? role ?? ''
    this.role = role?.toLowerCase()
    this.type = type ?? (submenu ? 'submenu' : 'normal')
    this.accelerator = accelerator ?? undefined
    this.submenu = Array.isArray(submenu)
      ? DoubleMenu.buildFromTemplate(submenu)
      : (submenu as DoubleMenu | undefined)
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.onClick = (click ?? (() => undefined)) as (...args: unknown[]) => void
    return strict('MenuItem', this)
  }

  /** As when a person chooses it; what a role does by itself is not modelled. */
  click(): void {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    this.onClick(this, DoubleBrowserWindow.getFocusedWindow() ?? undefined, {})
  }
}

class DoubleMenu {
  private static application: DoubleMenu | null = null
  /** Not Electron's: what `popup` would have drawn. */
  static readonly shown: DoubleMenu[] = []
  readonly items: DoubleMenuItem[] = []

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): DoubleMenu {
    const menu = new DoubleMenu()
    for (const options of template) menu.append(new DoubleMenuItem(options))
    return menu
  }

  static setApplicationMenu(menu: DoubleMenu | null): void {
    DoubleMenu.application = menu
  }

  static getApplicationMenu(): DoubleMenu | null {
    return DoubleMenu.application
  }

  constructor() {
    return strict('Menu', this)
  }

  append(item: DoubleMenuItem): void {
    this.items.push(item)
  }

  getMenuItemById(id: string): DoubleMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(): void {
    DoubleMenu.shown.push(this)
  }
}

export const Menu = strict('Menu', DoubleMenu)
export const MenuItem = strict('MenuItem', DoubleMenuItem)
