// Limits of several licenses for one product add up (docs/product.md#two-licenses-for-one-product).

/** Null: no limit. One license without a limit lifts those of the others. */
export function sumOfLimits(limits: readonly (number | null)[]): number | null {
  let sum = 0
  for (const limit of limits) {
    if (limit === null) return null
    sum += limit
  }
  return sum
}
