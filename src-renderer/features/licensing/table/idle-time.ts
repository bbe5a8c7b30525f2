// Work that can wait, done while the page has nothing else to do.

/** Milliseconds of an idle moment that one more step may take. */
const STEP = 5
/** Milliseconds after which a page that has no idle moment takes a step all the same. */
const SOON = { timeout: 250 }

/** Takes one step after the other until one answers false: nothing is left. Returns what ends it before. */
export function inIdleTime(step: () => boolean): () => void {
  // Safari knows no idle time: a step at a time then.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setInterval(() => {
      if (!step()) clearInterval(timer)
    }, 2 * STEP)
    return () => clearInterval(timer)
  }
  // One step each time, however short the moment: a page that is busy all the time would never come to its end.
  let handle = requestIdleCallback(function run(deadline) {
    let left = step()
    while (left && deadline.timeRemaining() > STEP) left = step()
    if (left) handle = requestIdleCallback(run, SOON)
  }, SOON)
  return () => cancelIdleCallback(handle)
}
