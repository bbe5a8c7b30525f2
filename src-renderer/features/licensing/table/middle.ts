// Where a name is parted into its two lines.

/** Behind the space that is nearest to its middle; 0: there is none. */
export function middleOf(text: string): number {
  const half = text.length / 2
  const before = text.lastIndexOf(' ', half)
  const after = text.indexOf(' ', half)
  return (after < 0 || half - before < after - half ? before : after) + 1
}
