// Where the points of a usage record lie in a chart.
import type { UsagePoint } from '#shared/contract/views.ts'

export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface Chart {
  /** Paths of an SVG. */
  readonly usage: string
  readonly limit: string
  /** Values for the lines across, from 0 to at least the largest value. */
  readonly ticks: readonly { readonly value: number; readonly y: number }[]
  readonly last: { readonly x: number; readonly y: number }
}

/** More would lie on the same pixels. */
const MOST_POINTS = 400
const MOST_STEPS = 4

/** `record`: in any order, one point at least. */
export function chartOf(record: readonly UsagePoint[], box: Box): Chart {
  const points = record.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const times = points.map(({ at }) => Date.parse(at))
  const [begin, end] = [times[0] ?? 0, times.at(-1) ?? 0]
  const largest = points.reduce((most, { usage, limit }) => Math.max(most, usage, limit ?? 0), 0)
  const step = niceStep(largest / MOST_STEPS)
  const steps = Math.max(1, Math.ceil(largest / step))
  const top = step * steps
  const x = (time: number) =>
    end === begin
      ? (box.left + box.right) / 2
      : box.left + ((time - begin) / (end - begin)) * (box.right - box.left)
  const y = (value: number) => box.bottom - (value / top) * (box.bottom - box.top)
  const places = thinned(points).map((index) => ({ x: x(times[index] ?? 0), point: points[index] }))
  return {
    usage: places
      .map(({ x: at, point }, index) => `${index === 0 ? 'M' : 'L'}${at} ${y(point?.usage ?? 0)}`)
      .join(''),
    limit: limitPath(
      // One moment has no width, and its limit holds all the same.
      end === begin
        ? [box.left, box.right].map((x) => ({ x, limit: points.at(-1)?.limit ?? null }))
        : places.map(({ x: at, point }) => ({ x: at, limit: point?.limit ?? null })),
      y,
    ),
    ticks: Array.from({ length: steps + 1 }, (_, index) => ({ value: index * step, y: y(index * step) })),
    last: { x: x(end), y: y(points.at(-1)?.usage ?? 0) },
  }
}

/** A limit holds until the next one: steps, with gaps where there is none. */
function limitPath(
  places: readonly { x: number; limit: number | null }[],
  y: (value: number) => number,
): string {
  let path = ''
  let before: number | null = null
  for (const { x, limit } of places) {
    if (before !== null) path += `H${x}`
    if (limit !== null) path += before === null ? `M${x} ${y(limit)}` : `V${y(limit)}`
    before = limit
  }
  return path
}

/** The indexes to draw: of many points, the highest of each group, each change of the limit, and always the last. */
function thinned(points: readonly UsagePoint[]): readonly number[] {
  if (points.length <= MOST_POINTS) return points.map((_, index) => index)
  const size = points.length / MOST_POINTS
  const groups = Array.from({ length: MOST_POINTS }, (_, group) => {
    let highest = Math.floor(group * size)
    for (let index = highest; index < Math.floor((group + 1) * size); index += 1)
      if ((points[index]?.usage ?? 0) > (points[highest]?.usage ?? 0)) highest = index
    return highest
  })
  const changes = points.flatMap(({ limit }, index) => (limit === points[index - 1]?.limit ? [] : [index]))
  return [...new Set([...groups, ...changes, points.length - 1])].toSorted((a, b) => a - b)
}

/** The next of 1, 2, 5, 10, 20 … that is not smaller. */
function niceStep(value: number): number {
  if (value <= 1) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const factor = [1, 2, 5, 10].find((each) => each * power >= value) ?? 10
  return factor * power
}
