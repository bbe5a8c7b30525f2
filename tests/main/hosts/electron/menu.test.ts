// The desktop's menus in a language that nobody speaks: Electron's own words for its roles are English everywhere.
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { applicationMenu, contextMenu } from '#main/hosts/electron/menu.ts'
import { messages } from '#tests/support/pseudo-locale/messages.ts'

const { menu } = messages.start
const acts = { openPage: () => undefined, openHelp: () => undefined, contact: () => undefined }

const flat = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])

/** Labels that are none of the catalogue's, also those that Electron would give. */
const escaped = (items: readonly MenuItemConstructorOptions[]) =>
  flat(items)
    .filter(({ type }) => type !== 'separator')
    .filter(
      ({ label }) => !label?.startsWith('[') || /[A-Za-z]{2}/.test(label.replace('Activation Desk', '')),
    )
    .map(({ label, role }) => label ?? role)

describe('no word of English is in a menu (issue 11)', () => {
  test.each(['linux', 'win32', 'darwin'] as const)('of the application, on %s', (platform) => {
    for (const packaged of [true, false]) {
      const place = { appName: 'Activation Desk', vendor: '[1]', platform, packaged }
      const items = applicationMenu(menu, place, acts)
      expect(escaped(items)).toEqual(platform === 'darwin' ? ['Activation Desk'] : [])
      expect(flat(items).some(({ role }) => role === 'toggleDevTools')).toBe(!packaged)
    }
  })

  test.each([true, false])('of the right mouse button, where text is editable: %s', (isEditable) => {
    const editFlags = { canCut: false, canCopy: true, canPaste: true, canSelectAll: true }
    const flags = { ...editFlags, canUndo: false, canRedo: false, canDelete: false, canEditRichly: false }
    expect(escaped(contextMenu(menu, { isEditable, editFlags: flags }))).toEqual([])
  })
})

describe('each system finds Settings and Help where it looks for them (issue 16)', () => {
  const opened: string[] = []
  const own = (platform: NodeJS.Platform, contact: (() => void) | null = null) => {
    const place = { appName: 'Activation Desk', vendor: 'V', platform, packaged: true }
    const open = (page: string) => void opened.push(page)
    return applicationMenu(menu, place, { openPage: open, openHelp: open, contact })
  }
  const pressed = (items: readonly MenuItemConstructorOptions[], label: string) =>
    flat(items)
      .find((item) => item.label === label && item.click)
      ?.click?.({} as never, undefined, {})

  test.each([
    ['linux', menu.file],
    ['win32', menu.file],
    ['darwin', 'Activation Desk'],
  ] as const)('on %s', (platform, where) => {
    opened.length = 0
    const items = own(platform)
    const holder = items.find(({ submenu }) =>
      flat(submenu as []).some(({ label }) => label === menu.settings),
    )
    expect(holder?.label).toBe(where)
    pressed(items, menu.settings)
    expect(items.at(-1)).toMatchObject({ role: 'help', label: menu.help })
    pressed(items, menu.about('Activation Desk'))
    pressed(items, menu.guide)
    pressed(items, menu.notices)
    expect(opened).toEqual(['settings', 'about', 'guide', 'notices'])
    const roles = flat(items).map(({ role }) => role)
    expect(roles).toEqual(expect.arrayContaining(['zoomIn', 'zoomOut', 'resetZoom', 'undo', 'selectAll']))
    const keys = flat(items).flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('the vendor is named where there is an address', () => {
    let asked = 0
    pressed(
      own('linux', () => (asked += 1)),
      menu.support('V'),
    )
    expect(asked).toBe(1)
    expect(flat(own('linux')).map(({ label }) => label)).not.toContain(menu.support('V'))
  })

  test.each(['linux', 'win32', 'darwin'] as const)(
    'an “&” in a name is a letter of it, on %s',
    (platform) => {
      const place = { appName: 'Nut & Bolt', vendor: 'Quokka & Söhne &Co', platform, packaged: true }
      const labels = flat(applicationMenu(menu, place, { ...acts })).flatMap(({ label }) => label ?? [])
      expect(labels).toContain(menu.support('Quokka && Söhne &&Co'))
      expect(labels).toContain(menu.about('Nut && Bolt'))
      expect(labels.filter((label) => label.replaceAll('&&', '').includes('&'))).toEqual([])
    },
  )
})
