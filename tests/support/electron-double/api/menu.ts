/** Electron's `Menu` and `MenuItem`: never drawn; a test clicks an item through `Menu.getApplicationMenu()`. */
import type { Menu as RealMenu, MenuItem as RealItem, MenuItemConstructorOptions } from 'electron'
import { onlyRead } from '../only-read.ts'
import { strict } from '../strict.ts'
import { DoubleBrowserWindow } from './browser-window.ts'
import { defaultsOf, defaultTemplate } from './menu-roles.ts'

const TYPES = ['normal', 'separator', 'submenu', 'checkbox', 'radio', 'header', 'palette']
const READ = [
  'accelerator',
  'checked',
  'click',
  'enabled',
  'id',
  'label',
  'role',
  'submenu',
  'type',
  'visible',
] as const

type Modelled = 'label' | 'enabled' | 'visible' | 'checked'

class DoubleMenuItem implements Pick<RealItem, Modelled> {
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
    onlyRead('MenuItem', options, READ)
    const { id, label, type, accelerator, click } = options
    this.id = id
    this.role = options.role?.toLowerCase()
    const defaults = defaultsOf(this.role)
    const submenu = options.submenu ?? defaults.submenu
    this.label = label ?? defaults.label ?? ''
    this.type = type ?? (submenu ? 'submenu' : 'normal')
    this.accelerator = accelerator ?? defaults.accelerator
    this.submenu = Array.isArray(submenu)
      ? DoubleMenu.buildFromTemplate(submenu as MenuItemConstructorOptions[])
      : (submenu as DoubleMenu | undefined)
    if (this.type === 'submenu' && !this.submenu) throw new Error('Invalid submenu')
    if (!TYPES.includes(this.type)) throw new Error(`Unknown menu item type: ${this.type}`)
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.onClick = (click ?? (() => undefined)) as (...args: unknown[]) => void
    return strict('MenuItem', this)
  }

  /** A person could not choose one that is disabled; what a role does by itself is not modelled. */
  click(): void {
    if (this.type === 'checkbox') this.checked = !this.checked
    this.onClick(this, DoubleBrowserWindow.getFocusedWindow() ?? undefined, {})
  }
}

/** Of the constructor too; the items are ours. */
type ModelledMenu = 'getMenuItemById' | 'append' | 'insert' | 'popup'

class DoubleMenu
  implements Record<ModelledMenu, unknown>, Record<keyof Pick<RealMenu, ModelledMenu>, unknown>
{
  /** Undefined: the app has set none. */
  private static application: DoubleMenu | null | undefined
  /** Not Electron's: what `popup` would have drawn. */
  static readonly shown: DoubleMenu[] = []
  readonly items: DoubleMenuItem[] = []

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): DoubleMenu {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new DoubleMenu()
    for (const options of template as readonly MenuItemConstructorOptions[]) {
      if (!('label' in options || 'role' in options || options.type === 'separator'))
        throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
      menu.append(new DoubleMenuItem(options))
    }
    return menu
  }

  static setApplicationMenu(menu: DoubleMenu | null): void {
    if (menu && !(menu instanceof DoubleMenu)) throw new TypeError('Invalid menu')
    DoubleMenu.application = menu
  }

  static getApplicationMenu(): DoubleMenu | null {
    return DoubleMenu.application ?? null
  }

  /** Not Electron's: what an app gets that has set none. */
  static setDefault(): void {
    if (DoubleMenu.application === undefined)
      DoubleMenu.application = DoubleMenu.buildFromTemplate(defaultTemplate)
  }

  constructor() {
    return strict('Menu', this)
  }

  append(item: DoubleMenuItem): void {
    this.insert(this.items.length, item)
  }

  insert(place: number, item: DoubleMenuItem): void {
    if (!(item instanceof DoubleMenuItem)) throw new TypeError('Invalid item')
    if (place < 0) throw new RangeError(`Position ${place} cannot be less than 0`)
    if (place > this.items.length)
      throw new RangeError(`Position ${place} cannot be greater than the total MenuItem count`)
    this.items.splice(place, 0, item)
  }

  getMenuItemById(id: string): DoubleMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  popup(options?: Electron.PopupOptions): void {
    onlyRead('Menu.popup', options, ['window', 'x', 'y'])
    DoubleMenu.shown.push(this)
  }
}

type Statics = 'buildFromTemplate' | 'setApplicationMenu' | 'getApplicationMenu'

export const Menu = strict('Menu', DoubleMenu satisfies Record<keyof Pick<typeof RealMenu, Statics>, unknown>)
export const MenuItem = strict('MenuItem', DoubleMenuItem)
