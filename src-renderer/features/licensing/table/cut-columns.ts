// Which columns are seen in part alone: beyond the edge of the table, or below the name or the status, which stay in view.

/**
 * The ids of those whose figures are not whole there. `headers`: the cells of the column names, in their order; `kept`: what
 * stays in view at each end; `padding`: of a cell, in pixels, where no figure stands. Half a pixel, and one at the end, is rounding.
 */
export function cutColumns(
  headers: readonly HTMLElement[],
  columns: readonly { readonly id: string }[],
  scroller: HTMLElement,
  kept: { readonly start: HTMLElement | null; readonly end: HTMLElement | null },
  padding: number,
): string[] {
  const { left, right } = scroller.getBoundingClientRect()
  const end = kept.end?.getBoundingClientRect().left ?? right
  // The name is pushed along only once it would leave.
  const start = Math.max(left, pushed(kept.start, left))
  const cut: string[] = []
  for (const [index, { id }] of columns.entries()) {
    const header = headers[index]
    if (!header || header === kept.start || header === kept.end) continue
    const box = header.getBoundingClientRect()
    const [from, to] = [box.left + padding, box.right - padding]
    const isWhole = from >= start - 0.5 && to <= end + 1
    const isAway = to <= start || from >= end
    if (!isWhole && !isAway) cut.push(id)
  }
  return cut
}

/** Where the columns below the name come out again; `left`: where it is not in anybody's way yet. */
function pushed(name: HTMLElement | null, left: number): number {
  const box = name?.getBoundingClientRect()
  return box && box.left <= left + 1 ? box.right : left
}
