// The application menu: what an operating system expects of every window, and no developer tools in a packaged build.
// Electron's own words for its roles are English everywhere, so each item has one of the person's language.
import type { MenuItemConstructorOptions as Item } from 'electron'
import type { Messages } from '#shared/messages/messages.ts'

export type MenuWords = Messages['start']['menu']

/** Whose menu it is. */
export interface MenuPlace {
  readonly appName: string
  readonly platform: NodeJS.Platform
  readonly packaged: boolean
}

const LINE: Item = { type: 'separator' }

export function applicationMenu(words: MenuWords, place: MenuPlace): Item[] {
  const mac = place.platform === 'darwin'
  return [
    ...(mac ? [{ label: place.appName, submenu: macItems(words, place.appName) }] : []),
    { label: words.file, submenu: [mac ? item('close', words) : item('quit', words)] },
    { label: words.edit, submenu: editItems(words, mac) },
    { label: words.view, submenu: viewItems(words, place.packaged) },
    { role: 'window', label: words.window, submenu: windowItems(words, mac) },
  ]
}

/** A role of Electron's with a word of ours. */
const item = (role: keyof MenuWords['roles'], { roles }: MenuWords, enabled = true): Item => ({
  role,
  label: roles[role],
  enabled,
})

const macItems = (words: MenuWords, appName: string): Item[] => [
  { role: 'about', label: words.about(appName) },
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
