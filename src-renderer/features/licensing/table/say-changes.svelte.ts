// What a search and a sort did, said to screen readers when it has come to rest.
import { words } from '../../../state/words.svelte.ts'
import type { Announcer } from '../../../state/announcer.svelte.ts'
import { numberText } from '../../../ui/formats.ts'
import type { LicenseTable } from './license-table.svelte.ts'

/** Not every keystroke of a search is a result. */
const REST = 500

/** Called while a component is set up. */
export function sayChanges(table: LicenseTable, announcer: Announcer): void {
  let before = { search: table.search, sorting: table.sorting }
  $effect(() => {
    const now = { search: table.search, sorting: table.sorting }
    const { found, total } = table
    if (now.search === before.search && now.sorting === before.sorting) return
    const { licensing } = words.page
    const sorted = now.sorting !== before.sorting
    const text = sorted
      ? licensing.sortedBy(
          now.sorting.map(({ column, descending }) => ({ column: licensing.columns[column.id], descending })),
        )
      : found === total
        ? licensing.foundAll(numberText(total))
        : licensing.foundSome(numberText(found), numberText(total))
    const timer = setTimeout(
      () => {
        before = now
        announcer.speak(text)
      },
      sorted ? 0 : REST,
    )
    return () => clearTimeout(timer)
  })
}
