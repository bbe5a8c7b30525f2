// Limits that add up to more than a language's integers take.
import type { FileTerms } from './gate-vendor.ts'

/** A license of so many lines of the product, each with the largest limit. */
export const limitOf = (lines: number): FileTerms => ({
  metadata: {
    products: Array.from({ length: lines }, () => ({
      code: 'alpha',
      name: 'Alpha',
      limit: Number.MAX_SAFE_INTEGER,
    })),
  },
})

const LARGEST = 2n ** 63n - 1n

function told(lines: number): string {
  let sum = 0
  for (let line = 0; line < lines; line += 1) sum += Number.MAX_SAFE_INTEGER
  return String(BigInt(sum) < LARGEST ? BigInt(sum) : LARGEST)
}

/** How many lines, and the limit that is told: far below 2^63, the last numbers before it, and beyond. */
export const LARGE_LIMITS = [1, 1023, 1024, 1025, 2000].map((lines) => [lines, told(lines)] as const)
