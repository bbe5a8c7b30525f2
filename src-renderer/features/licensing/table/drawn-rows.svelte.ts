// Which rows of the page of table are in the document.
import { inIdleTime } from './idle-time.ts'
import type { LicenseTable } from './license-table.svelte.ts'

/** So few rows are all in the document, where the browser's own search finds them: the first at once, the rest soon. */
export const FEW = 100
const AT_ONCE = 24
const MORE = 12
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

export class DrawnRows {
  /** Where there are more than few; at first what any window shows. */
  inView = $state.raw<readonly number[]>(upTo(AT_ONCE))
  #ready = $state(AT_ONCE)
  /** Row numbers of this page, from 0 on and in order. */
  readonly indexes: readonly number[]

  /** Called while a component is set up. `activeRow`: Tab must lead to it, wherever the table was scrolled to. */
  constructor(table: LicenseTable, activeRow: () => number) {
    this.indexes = $derived.by(() => {
      const count = table.onPage
      const active = activeRow()
      if (count <= FEW) return upTo(Math.min(count, Math.max(this.#ready, active + 1)))
      const shown = this.inView.filter((index) => index < count)
      if (active < 0 || shown.includes(active)) return shown
      // Always in order, so that no row is moved in the document: a moved element loses the focus.
      return active < (shown[0] ?? 0) ? [active, ...shown] : [...shown, active]
    })
    $effect(() => this.#follow(table.onPage))
  }

  /** Fewer rows at once, more of them one moment after the other. */
  #follow(count: number): (() => void) | undefined {
    const wanted = count > FEW ? AT_ONCE : Math.max(count, AT_ONCE)
    if (wanted < this.#ready) this.#ready = wanted
    if (wanted <= this.#ready) return undefined
    return inIdleTime(() => {
      this.#ready = Math.min(this.#ready + MORE, wanted)
      return false
    })
  }
}
