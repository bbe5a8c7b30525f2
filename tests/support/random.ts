// Random numbers that a seed repeats (Lehmer’s generator, MINSTD of 1993).

/** From 0 to below `limit`, at most 2³¹ − 2. */
export type Random = (limit: number) => number

export function randomFrom(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1
  return (limit) => (state = (state * 48_271) % 2_147_483_647) % limit
}
