// Work that can wait, done while the page has nothing else to do.

/** Milliseconds of an idle moment that one more step may take. */
const STEP = 5

/** Takes one step after the other until one answers false: nothing is left. Returns what ends it before. */
export function inIdleTime(step: () => boolean): () => void {
  // Safari knows no idle time: a step at a time then.
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setInterval(() => {
      if (!step()) clearInterval(timer)
    }, 2 * STEP)
    return () => clearInterval(timer)
  }
  let handle = requestIdleCallback(function run(deadline) {
    let left = true
    while (left && deadline.timeRemaining() > STEP) left = step()
    if (left) handle = requestIdleCallback(run)
  })
  return () => cancelIdleCallback(handle)
}
