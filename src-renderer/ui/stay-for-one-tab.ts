// The focus went on by itself: a Tab of the hand that meant the same goes nowhere, once.

/** Until something is typed or clicked there, or the focus leaves. Shift+Tab goes back as ever. */
export function stayForOneTab(element: HTMLElement): void {
  const over = new AbortController()
  const end = () => over.abort()
  const { signal } = over
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Tab' || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      end()
    },
    { signal },
  )
  for (const type of ['input', 'pointerdown', 'blur']) element.addEventListener(type, end, { signal })
}
