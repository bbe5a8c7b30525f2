// A chart that says what the record says: its limit, one point alone, and points out of order.
import { describe, expect, test } from 'vitest'
import { chartOf } from '../../../src-renderer/features/licensing/details/chart-scale.ts'

const box = { left: 0, right: 100, top: 0, bottom: 100 }
const point = (day: number, usage: number, limit: number | null = 40) => ({
  at: `2026-09-${String(day).padStart(2, '0')}T00:00:00.000Z`,
  usage,
  limit,
})

describe('a chart (issue 13.13)', () => {
  test('of one point has its limit across the whole width', () => {
    const { limit, last } = chartOf([point(1, 20)], box)
    expect(limit).toBe('M0 0H100V0')
    expect(last).toEqual({ x: 50, y: 50 })
  })

  test('of points out of order is that of the same points in order', () => {
    const points = [point(1, 10), point(5, 40), point(9, 20, 80), point(20, 30)]
    const [first, second, third, fourth] = points
    if (!first || !second || !third || !fourth) throw new Error('four points')
    expect(chartOf([third, first, fourth, second], box)).toEqual(chartOf(points, box))
  })

  test('of very many points keeps each change of the limit', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({
      at: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
      usage: index % 40,
      limit: index === 2503 ? 90 : 40,
    }))
    expect(chartOf(many, box).limit.match(/V10(?!\d)/g)).toHaveLength(1)
  })
})
