// Menus: what a role brings along, what a template may be, and what a click does.
import { type Area, row } from '../row.ts'

const MAC = process.platform === 'darwin'

/** `line`: of its label, in the list of roles. */
const ROLES: readonly (readonly [role: string, line: number, label: string, accelerator: string | null])[] = [
  ['undo', 222, 'Undo', 'CommandOrControl+Z'],
  ['cut', 87, 'Cut', 'CommandOrControl+X'],
  ['copy', 81, 'Copy', 'CommandOrControl+C'],
  ['paste', 128, 'Paste', 'CommandOrControl+V'],
  ['selectAll', 175, 'Select All', 'CommandOrControl+A'],
  ['togglefullscreen', 215, 'Toggle Full Screen', MAC ? 'Control+Command+F' : 'F11'],
  ['resetZoom', 167, 'Actual Size', 'CommandOrControl+0'],
  ['zoomIn', 236, 'Zoom In', 'CommandOrControl+Plus'],
  ['minimize', 121, 'Minimize', 'CommandOrControl+M'],
  ['reload', 159, 'Reload', 'CmdOrCtrl+R'],
  ['toggleDevTools', 207, 'Toggle Developer Tools', MAC ? 'Alt+Command+I' : 'Ctrl+Shift+I'],
  ['delete', 93, 'Delete', null],
  ['help', 108, 'Help', null],
]

export const menus: Area = {
  area: 'Menu',
  rows: [
    ...ROLES.map(([role, line, label, accelerator]) => ({
      ...row(
        `the role ${role} has its label and accelerator`,
        `lib/browser/api/menu-item-roles.ts:${line}`,
        [role.toLowerCase(), label, accelerator],
        ({ MenuItem }, _, arg) => {
          const item = new MenuItem({ role: arg })
          return [item.role, item.label, item.accelerator ?? null]
        },
      ),
      arg: role,
    })),
    row(
      'a label of one’s own comes before that of the role',
      'spec/api-menu-item-spec.ts:389',
      'Rückgängig',
      ({ MenuItem }) => new MenuItem({ role: 'undo', label: 'Rückgängig' }).label,
    ),
    row(
      'the role editMenu has a submenu',
      'spec/api-menu-item-spec.ts:459',
      [true, 'undo', 'Edit'],
      ({ Menu }) => {
        const [item] = Menu.buildFromTemplate([{ role: 'editMenu' }]).items
        return [item?.submenu !== undefined, item?.submenu?.items[0]?.role, item?.label]
      },
    ),
    row(
      'an app that sets none has a menu of five',
      'lib/browser/default-menu.ts:23',
      MAC ? ['Conformance App', 'File', 'Edit', 'View', 'Window'] : ['File', 'Edit', 'View', 'Window'],
      ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label),
    ),
    row('what is no menu is refused', 'lib/browser/api/menu.ts:211', 'threw Invalid menu', ({ Menu }, kit) =>
      kit.tried(() => Menu.setApplicationMenu({} as never)),
    ),
    row('an item needs something to say', 'spec/api-menu-spec.ts:83', true, async ({ Menu }, kit) =>
      String(await kit.tried(() => Menu.buildFromTemplate([{ visible: true }]))).startsWith(
        'threw Invalid template for MenuItem',
      ),
    ),
    row(
      'a template is a list',
      'spec/api-menu-spec.ts:95',
      'threw Invalid template for Menu: Menu template must be an array',
      ({ Menu }, kit) => kit.tried(() => Menu.buildFromTemplate('hello' as never)),
    ),
    row(
      'a submenu without one is refused',
      'lib/browser/api/menu-item.ts:51',
      'threw Invalid submenu',
      ({ MenuItem }, kit) => kit.tried(() => new MenuItem({ label: 'x', type: 'submenu' })),
    ),
    row(
      'an unknown type is refused',
      'lib/browser/api/menu-item.ts:89',
      'threw Unknown menu item type: other',
      ({ MenuItem }, kit) => kit.tried(() => new MenuItem({ label: 'x', type: 'other' as never })),
    ),
    row('a role may be in capitals', 'lib/browser/api/menu-item.ts:41', 'quit', ({ MenuItem }) =>
      String(new MenuItem({ role: 'QUIT' as never }).role),
    ),
    row(
      'an item is found by its id, however deep',
      'spec/api-menu-spec.ts:747',
      'deep',
      ({ Menu }) =>
        Menu.buildFromTemplate([
          { label: 'a', submenu: [{ label: 'b', submenu: [{ label: 'c', id: 'deep' }] }] },
        ]).getMenuItemById('deep')?.id,
    ),
    row('click does what its function says', 'spec/api-menu-item-spec.ts:137', 'clicked', ({ MenuItem }) => {
      let what = ''
      const item: object = new MenuItem({ label: 'x', click: () => void (what = 'clicked') })
      ;(item as { click: () => void }).click()
      return what
    }),
    row(
      'a click from the program reaches a disabled item, too',
      'lib/browser/api/menu-item.ts:112',
      ['clicked', true],
      ({ MenuItem }) => {
        let what = ''
        const item: { checked: boolean } = new MenuItem({
          label: 'x',
          type: 'checkbox',
          enabled: false,
          click: () => void (what = 'clicked'),
        })
        ;(item as { checked: boolean; click: () => void }).click()
        return [what, item.checked]
      },
    ),
    row('an item has its hover text', 'lib/browser/api/menu-item.ts:63', 'said', ({ MenuItem }, kit) =>
      kit.tried(() => new MenuItem({ label: 'x', toolTip: 'said' }).toolTip),
    ),
    row('a click turns a checkbox', 'spec/api-menu-item-spec.ts:157', [false, true], ({ MenuItem }) => {
      const item: { checked: boolean } = new MenuItem({ label: 'x', type: 'checkbox' })
      const before = item.checked
      ;(item as { checked: boolean; click: () => void }).click()
      return [before, item.checked]
    }),
    row(
      'insert puts an item in its place',
      'spec/api-menu-spec.ts:800',
      ['a', 'b', 'c'],
      ({ Menu, MenuItem }) => {
        const menu = Menu.buildFromTemplate([{ label: 'a' }, { label: 'c' }])
        menu.insert(1, new MenuItem({ label: 'b' }))
        return menu.items.map(({ label }) => label)
      },
    ),
    ...(
      [
        ['after the last one', 'spec/api-menu-spec.ts:786', 9999, 'greater than the total MenuItem count'],
        ['before the first one', 'spec/api-menu-spec.ts:786', -9999, 'less than 0'],
      ] as const
    ).map(([what, from, place, why]) => ({
      ...row(
        `insert refuses a place ${what}`,
        from,
        `threw Position ${place} cannot be ${why}`,
        ({ Menu, MenuItem }, kit, arg) =>
          kit.tried(() => new Menu().insert(arg, new MenuItem({ label: 'x' }))),
      ),
      arg: place,
    })),
  ],
}
