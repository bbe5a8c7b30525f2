// Which columns are seen in part alone: beyond the edge of the table, or below the status that stays in view.

/**
 * The ids of those whose figures are not whole there. `headers`: the cells of the column names, in their order; `kept`: what
 * stays in view at the end; `padding`: of a cell, in pixels, where no figure stands. A pixel is rounding.
 */
export function cutColumns(
  headers: readonly HTMLElement[],
  columns: readonly { readonly id: string }[],
  scroller: HTMLElement,
  kept: HTMLElement | null,
  padding: number,
): string[] {
  const { left: start, right } = scroller.getBoundingClientRect()
  const end = kept?.getBoundingClientRect().left ?? right
  const cut: string[] = []
  for (const [index, { id }] of columns.entries()) {
    const header = headers[index]
    if (!header || header === kept) continue
    const box = header.getBoundingClientRect()
    const [from, to] = [box.left + padding, box.right - padding]
    const isWhole = from >= start - 1 && to <= end + 1
    const isAway = to <= start || from >= end
    if (!isWhole && !isAway) cut.push(id)
  }
  return cut
}
