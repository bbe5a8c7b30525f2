// The table is whole: each scenario once, no kind of them in heaps, each route that is there asked, and the document its image.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { documentText, DOCUMENT } from './document.ts'
import { PUBLIC_ROUTES, routeOf } from './public-routes.ts'
import { routesThere } from './routes-there.ts'
import { lineNamed, scenarioOf } from './scenarios.ts'
import { AREAS } from './table.ts'

const rows = AREAS.flatMap(({ rows: all }) => all)

describe('the table of Keygen’s scenarios (issue 18)', () => {
  it('has no row twice, and says why where an answer differs', () => {
    const names = AREAS.flatMap(({ area, rows: all }) => all.map(({ says }) => `${area}: ${says}`))
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
    expect(rows.filter(({ here }) => here?.why === '')).toEqual([])
  })

  it('has at most 15 rows with the same route, status and code', () => {
    const kinds = rows.map(
      ({ ask, keygen }) => `${routeOf(ask) ?? ask} ${keygen.status} ${keygen.code ?? ''}`,
    )
    const heaps = [...new Set(kinds)].filter((kind) => kinds.filter((one) => one === kind).length > 15)
    expect(heaps).toEqual([])
  })

  it('asks each route that is there, and says why of each that is not', () => {
    const there = routesThere()
    expect([...there].filter((route) => !rows.some(({ ask }) => routeOf(ask) === route))).toEqual([])
    const unsaid = PUBLIC_ROUTES.filter(
      ({ routes, why }) => why === undefined && routes.some((route) => !there.has(route)),
    )
    expect(unsaid).toEqual([])
  })

  it('names the line of a scenario that expects what the row does: node tests/server/keygen/scenarios.ts', () => {
    const wrong = rows.filter(({ from, ask, keygen: { status, code } }) => {
      if (!lineNamed(from)) return false
      const scenario = scenarioOf(from)
      if (!scenario) return true
      const { methods, statuses, codes } = scenario
      // Some rows see by a question of their own what a scenario made.
      const sameMethod = methods.includes(ask.split(' ')[0] ?? '')
      const otherStatus = sameMethod && statuses.length > 0 && !statuses.includes(String(status))
      return otherStatus || (code !== undefined && codes.length > 0 && !codes.includes(code))
    })
    expect(wrong.map(({ from, says }) => `${from} ${says}`)).toEqual([])
  })

  it('is what docs/keygen-compatibility.md shows: node tests/server/keygen/document.ts', async () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(await documentText(routesThere()))
  })
})
