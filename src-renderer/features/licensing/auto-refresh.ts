// The update of every minute: reads the list again every minute, and when the person comes back to the page.

const EVERY = 60_000

/** Returns its own end. */
export function autoRefresh(reload: () => void): () => void {
  const timer = setInterval(() => {
    if (document.visibilityState === 'visible') reload()
  }, EVERY)
  window.addEventListener('focus', reload)
  return () => {
    clearInterval(timer)
    window.removeEventListener('focus', reload)
  }
}
