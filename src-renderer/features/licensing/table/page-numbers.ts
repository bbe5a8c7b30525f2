// Which page numbers the pager shows: first, last, and those around the current one.

/** 0-based; `null` stands for the pages left out. Never more than seven of both. */
export function pageNumbers(current: number, count: number): readonly (number | null)[] {
  if (count <= 7) return Array.from({ length: count }, (_, page) => page)
  if (current < 4) return [0, 1, 2, 3, 4, null, count - 1]
  if (current > count - 5) return [0, null, ...Array.from({ length: 5 }, (_, offset) => count - 5 + offset)]
  return [0, null, current - 1, current, current + 1, null, count - 1]
}
