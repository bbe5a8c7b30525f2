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

/** Milliseconds after the focus moved: no hand has turned to typing yet. */
const SAME_PRESS = 500
const TEXT_FIELDS = 'input, textarea'

/**
 * True: the press is taken. Not while typing, not in a window or menu, not with Ctrl, Alt or ⌘, and not when they are
 * turned off.
 */
export function takeShortcut(event: KeyboardEvent, key: ShortcutKey, on: boolean): boolean {
  if (!on || event.defaultPrevented || event.repeat) return false
  if (event.ctrlKey || event.altKey || event.metaKey) return false
  if (event.key.toUpperCase() !== key) return false
  const { target } = event
  if (target instanceof Element && target.closest(`${TEXT_FIELDS}, select, [role=dialog], [role=menu]`))
    return false
  event.preventDefault()
  takeOnce(event.key)
  return true
}

/** Pressed twice, or held down, it is no letter of the field that it has brought the focus to. */
function takeOnce(key: string): void {
  const stops = new AbortController()
  const options = { capture: true, signal: stops.signal }
  let moved = Date.now()
  addEventListener('focusin', () => (moved = Date.now()), options)
  addEventListener(
    'keydown',
    (event) => {
      const isSame = event.key === key && (event.repeat || Date.now() - moved < SAME_PRESS)
      if (isSame && event.target instanceof Element && event.target.matches(TEXT_FIELDS))
        event.preventDefault()
      else if (!event.repeat) stops.abort()
    },
    options,
  )
}
