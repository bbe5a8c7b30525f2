// The page's shortcuts, each one key, and when a press counts as one.

export const SHORTCUTS = {
  refresh: 'R',
  copy: 'C',
  print: 'P',
  export: 'E',
  add: 'A',
  autoRefresh: 'U',
  pin: 'I',
  search: '/',
  help: '?',
} as const
export type ShortcutKey = (typeof SHORTCUTS)[keyof typeof SHORTCUTS]

/** Not while typing, not in a window or menu, not with Ctrl, Alt or ⌘, and not when they are turned off. */
export function isShortcut(event: KeyboardEvent, key: ShortcutKey, on: boolean): boolean {
  if (!on || event.defaultPrevented || event.repeat) return false
  if (event.ctrlKey || event.altKey || event.metaKey) return false
  if (event.key.toUpperCase() !== key) return false
  const { target } = event
  return !(
    target instanceof Element &&
    target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null
  )
}
