// The application menu: what an operating system expects of every window, and no developer tools in a packaged build.
// Electron's own words for its roles are English everywhere, so each item has one of the person's language.
import type { MenuItemConstructorOptions as Item } from 'electron'
import type { Messages } from '#shared/messages/messages.ts'
import type { HelpPage } from './help-pages.ts'

export type MenuWords = Messages['start']['menu']

/** Whose menu it is. */
export interface MenuPlace {
  readonly appName: string
  readonly vendor: string
  readonly platform: NodeJS.Platform
  readonly packaged: boolean
}

/** What the items do that are none of Electron's. */
export interface MenuActs {
  readonly openPage: (page: 'settings' | 'about') => void
  /** In the person's browser. */
  readonly openHelp: (page: HelpPage) => void
  /** null: the vendor names no address. */
  readonly contact: (() => void) | null
}

const LINE: Item = { type: 'separator' }

/**
 * A name as a menu shows it: one `&` marks the letter after it, or is dropped (macOS), two are one on every system.
 * https://www.electronjs.org/docs/latest/api/menu#menusetapplicationmenumenu
 */
const inMenu = (name: string): string => name.replaceAll('&', '&&')

export function applicationMenu(words: MenuWords, named: MenuPlace, acts: MenuActs): Item[] {
  const place = { ...named, appName: inMenu(named.appName), vendor: inMenu(named.vendor) }
  const mac = place.platform === 'darwin'
  return [
    ...(mac ? [{ label: place.appName, submenu: macItems(words, place.appName, acts) }] : []),
    { label: words.file, submenu: fileItems(words, mac, acts) },
    { label: words.edit, submenu: editItems(words, mac) },
    { label: words.view, submenu: viewItems(words, place.packaged) },
    { role: 'window', label: words.window, submenu: windowItems(words, mac) },
    { role: 'help', label: words.help, submenu: helpItems(words, place, acts) },
  ]
}

/** A role of Electron's with a word of ours. */
const item = (role: keyof MenuWords['roles'], { roles }: MenuWords, enabled = true): Item => ({
  role,
  label: roles[role],
  enabled,
})

/** Where each system has it: below the app's own name on macOS. */
const settings = (words: MenuWords, { openPage }: MenuActs): Item => ({
  label: words.settings,
  accelerator: 'CmdOrCtrl+,',
  click: () => openPage('settings'),
})

const fileItems = (words: MenuWords, mac: boolean, acts: MenuActs): Item[] =>
  mac ? [item('close', words)] : [settings(words, acts), LINE, item('quit', words)]

/** The page “About” says what the app is, whose, and where it keeps things; macOS has a window for that as well. */
function helpItems(words: MenuWords, { appName, vendor }: MenuPlace, acts: MenuActs): Item[] {
  const { openPage, openHelp, contact } = acts
  return [
    { label: words.guide, accelerator: 'F1', click: () => openHelp('guide') },
    { label: words.notices, click: () => openHelp('notices') },
    LINE,
    ...(contact ? [{ label: words.support(vendor), click: () => contact() }, LINE] : []),
    { label: words.about(appName), click: () => openPage('about') },
  ]
}

const macItems = (words: MenuWords, appName: string, acts: MenuActs): Item[] => [
  { role: 'about', label: words.about(appName) },
  LINE,
  settings(words, acts),
  LINE,
  item('services', words),
  LINE,
  { role: 'hide', label: words.hide(appName) },
  item('hideOthers', words),
  item('unhide', words),
  LINE,
  { role: 'quit', label: words.quit(appName) },
]

const editItems = (words: MenuWords, mac: boolean): Item[] => [
  item('undo', words),
  item('redo', words),
  LINE,
  item('cut', words),
  item('copy', words),
  item('paste', words),
  ...(mac ? [item('pasteAndMatchStyle', words)] : []),
  item('delete', words),
  LINE,
  item('selectAll', words),
]

const viewItems = (words: MenuWords, packaged: boolean): Item[] => [
  item('resetZoom', words),
  item('zoomIn', words),
  item('zoomOut', words),
  LINE,
  item('togglefullscreen', words),
  ...(packaged ? [] : [item('toggleDevTools', words)]),
]

const windowItems = (words: MenuWords, mac: boolean): Item[] => [
  item('minimize', words),
  item('zoom', words),
  ...(mac ? [LINE, item('front', words)] : [item('close', words)]),
]

/** Of the right mouse button, where something can be written or marked. */
export function contextMenu(
  words: MenuWords,
  { isEditable, editFlags }: Pick<Electron.ContextMenuParams, 'isEditable' | 'editFlags'>,
): Item[] {
  const { canCut, canCopy, canPaste, canSelectAll } = editFlags
  const all = [LINE, item('selectAll', words, canSelectAll)]
  if (!isEditable) return [item('copy', words, canCopy), ...all]
  return [item('cut', words, canCut), item('copy', words, canCopy), item('paste', words, canPaste), ...all]
}
