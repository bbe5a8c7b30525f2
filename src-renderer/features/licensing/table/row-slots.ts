// Which element shows which row: an element that is scrolled out of view is used again for a row that comes into view.

/** More than a window of rows ever shows. */
const SLOTS = 128

export interface Slot {
  /** The same element as long as the key is the same. */
  readonly key: number
  /** The row, from 0 on this page. */
  readonly index: number
}

/** `active`: the row with the focus keeps its element while it is among `indexes`, so that it keeps the focus. */
export function rowSlots(indexes: readonly number[], active: number): readonly Slot[] {
  const activeKey = active % SLOTS
  return indexes.map((index) => {
    const key = index % SLOTS
    return { key: key === activeKey && index !== active ? SLOTS : key, index }
  })
}
