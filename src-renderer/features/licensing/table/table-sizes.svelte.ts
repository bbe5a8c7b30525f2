// How large the table is and how much of it is in view, told once it is laid out. Svelte's own bindings ask at once, and what
// is asked then is laid out twice; and one observer for both, as the one without the other is of no table that there is.

export class TableSizes {
  /** In pixels, as is all of it; 0: not laid out yet. */
  shownWidth = $state(0)
  shownHeight = $state(0)
  wholeWidth = $state(0)
  /** Columns are out of view. */
  readonly isWider: boolean = $derived(this.wholeWidth - this.shownWidth > 1)

  /** Of `table` in `scroller`, from now on. Returns what ends it. */
  watch(scroller: HTMLElement, table: HTMLElement): () => void {
    const observer = new ResizeObserver(() => {
      this.shownWidth = scroller.clientWidth
      this.shownHeight = scroller.clientHeight
      this.wholeWidth = table.offsetWidth
    })
    observer.observe(scroller)
    observer.observe(table)
    return () => observer.disconnect()
  }
}
