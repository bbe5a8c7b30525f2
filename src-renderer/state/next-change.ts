// Acts when a moment has come, however long the page stays open: a machine may sleep over it, and timers are short.

/** A timer may be no longer than 24 days, and one that slept is late: it looks in between. */
const LONGEST_WAIT = 60_000

export class NextChange {
  readonly #act: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(act: () => void) {
    this.#act = act
  }

  /** `at`: by the host's clock, which says `now` at this moment. Null: nothing is waited for any more. */
  waitFor(at: string | null, now: string): void {
    clearTimeout(this.#timer)
    if (at === null) return
    const ahead = Date.parse(now) - Date.now()
    const due = Date.parse(at) - ahead
    const look = () => {
      const wait = due - Date.now()
      if (wait <= 0) this.#act()
      else this.#timer = setTimeout(look, Math.min(wait, LONGEST_WAIT))
    }
    // Never at once: a host that answers with a moment that is over would be asked without end.
    this.#timer = setTimeout(look, Math.min(Math.max(due - Date.now(), SHORTEST_WAIT), LONGEST_WAIT))
  }
}

const SHORTEST_WAIT = 1000
