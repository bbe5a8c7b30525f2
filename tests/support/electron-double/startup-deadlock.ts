/**
 * Electron emits `ready` after the main module has been evaluated, so that a top-level `await app.whenReady()` in it
 * waits for ever (electron/electron#40719). The double waits too, and says so.
 */

const explanation =
  'electron-double: the main module waits at its top level, and app is not ready before that module has been ' +
  'evaluated. A top-level `await app.whenReady()` deadlocks in Electron (electron/electron#40719).'

/** Precondition: nothing but the main module keeps this process alive. The answer ends the watch. */
export function watchForDeadlock(): () => void {
  // Node has nothing left to do, so that the module can never go on.
  const giveUp = () => {
    console.error(explanation)
    process.exit(1)
  }
  process.once('beforeExit', giveUp)
  // Something else (a server, a timer of the app) keeps Node going: no certainty, but a hint.
  const hint = setTimeout(() => console.error(explanation), 5000).unref()
  return () => {
    process.off('beforeExit', giveUp)
    clearTimeout(hint)
  }
}
