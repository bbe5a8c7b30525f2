// What a change would put into a store, found without one.
import type { StoreContents, StoreWriter } from '#main/core/ports/license-store.ts'

type Change<T> = (writer: StoreWriter, contents: StoreContents) => T

/** `changes`: whether anything would be stored. `contents`: of a store that is empty, in which nothing can be removed. */
export function triedOut<T>(
  change: Change<T>,
  contents: StoreContents,
): { readonly result: T; readonly changes: boolean } {
  let changes = false
  const puts = () => void (changes = true)
  const nothing = () => undefined
  const result = change(
    {
      putLicense: puts,
      putValidation: puts,
      removeLicense: nothing,
      putReturn: puts,
      removeReturn: nothing,
      putReturned: puts,
      putGivenBack: puts,
      removeGivenBack: nothing,
      putUsage: puts,
      addUsagePoint: puts,
      mergeUsagePoints: puts,
      raiseMark: (signed) => void (changes ||= signed > contents.mark),
      setMark: (signed) => void (changes ||= signed !== contents.mark),
    },
    contents,
  )
  return { result, changes }
}
