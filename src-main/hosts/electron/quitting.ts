// Quitting in the middle of a change: the person is asked, and what they wait for is waited for. Knows no Electron.
import type { CallsUnderWay } from './calls-under-way.ts'

export interface Quitting {
  /** Resolves to whether the person wants it stopped; `done`: nothing is under way any more, so nobody need be asked. */
  readonly ask: (done: AbortSignal) => Promise<boolean>
  readonly quit: () => void
}

interface Preventable {
  preventDefault(): void
}

/** Milliseconds for what was called off to come to its end, such as a seat to be given back. */
const LONGEST_END = 5000

/** Returns what listens where the app is about to end. */
export function guardQuitting(calls: CallsUnderWay, { ask, quit }: Quitting): (event: Preventable) => void {
  let agreed = false
  let asking = false
  async function decide(): Promise<void> {
    const done = new AbortController()
    void calls.quiet.then(() => done.abort())
    const stop = await ask(done.signal)
    if (!stop && !done.signal.aborted) return
    calls.cancelChanges()
    const late = Promise.withResolvers<undefined>()
    const timer = setTimeout(late.resolve, LONGEST_END, undefined)
    await Promise.race([calls.quiet, late.promise])
    clearTimeout(timer)
    agreed = true
    quit()
  }
  return (event) => {
    if (agreed || !calls.changing) return
    event.preventDefault()
    if (asking) return
    asking = true
    void decide().finally(() => (asking = false))
  }
}
