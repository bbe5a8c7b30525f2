// The desktop's menus in a language that nobody speaks: Electron's own words for its roles are English everywhere.
import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { applicationMenu, contextMenu } from '#main/hosts/electron/menu.ts'
import { messages } from '#tests/support/pseudo-locale/messages.ts'

const { menu } = messages.start

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
      const items = applicationMenu(menu, { appName: 'Activation Desk', platform, packaged })
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
