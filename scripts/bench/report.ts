// One JSON line for each figure: machines are shared and noisy, so each is a ratio against something measured beside it.

export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it is compared with, measured in the same run. */
  readonly against: string
  readonly floor: number
  /** value / floor */
  readonly ratio: number
  readonly aim: string
}

export function report(figure: Omit<Figure, 'ratio'>): void {
  const ratio = figure.value / figure.floor
  const rounded = { ...figure, value: round(figure.value), floor: round(figure.floor), ratio: round(ratio) }
  process.stdout.write(`${JSON.stringify(rounded)}\n`)
}

const round = (value: number): number => Number(value.toPrecision(4))

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
