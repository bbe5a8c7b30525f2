// Each row names a line of Electron that says what it does: held to the facts of those lines, so that a wrong line is seen here
// and not when somebody looks it up.
import { describe, expect, it } from 'vitest'
import { factOf, lineNamed, stored } from './places.ts'
import { ELECTRON_COMMIT, type LifeRow, type Row } from './row.ts'
import { AREAS } from './table.ts'

const rows = AREAS.flatMap(({ rows: all }) => all)
const { commit, facts } = stored()

/** What a heading of docs/api is about: a method, a property or an event. Null of one in words and of a structure. */
const aboutOf = (fact: string): string | undefined =>
  /^(?:Event: '([\w-]+)'|\w+\.(\w+))/.exec(fact)?.slice(1).find(Boolean)

const writtenIn = (row: Row | LifeRow): string =>
  `${JSON.stringify(row)} ${'life' in row ? '' : String(row.run)}`

describe('the places that the rows of Electron name (issue 16)', () => {
  it('are each a file and a line, which says something: node tests/conformance/places.ts', () => {
    expect(rows.filter(({ from }) => !lineNamed(from)).map(({ from }) => from)).toEqual([])
    const silent = rows.filter(({ from }) => facts[from] === undefined)
    expect(silent.map(({ from, says }) => `${from} ${says}`)).toEqual([])
  })

  it('are looked up at the commit that the rows are of, and no others are', () => {
    expect(commit).toBe(ELECTRON_COMMIT)
    expect(Object.keys(facts).filter((place) => !rows.some(({ from }) => from === place))).toEqual([])
  })

  it('stand under the heading of a method or an event that the row itself uses', () => {
    const other = rows.filter((row) => {
      const about = row.from.startsWith('docs/') ? aboutOf(facts[row.from] ?? '') : undefined
      return about !== undefined && !writtenIn(row).includes(about)
    })
    expect(other.map(({ from, says }) => `${from} ${facts[from] ?? ''}: ${says}`)).toEqual([])
  })

  it('throw where the row expects that of Electron’s own code', () => {
    const other = rows.filter(
      ({ from, expected }) =>
        from.startsWith('lib/') &&
        String(expected).startsWith('threw ') &&
        !/\b(?:throw|checkType)\b/.test(facts[from] ?? ''),
    )
    expect(other.map(({ from, says }) => `${from} ${facts[from] ?? ''}: ${says}`)).toEqual([])
  })

  it('have a fact only where a line says something', () => {
    const lines = ['# app', '', '## `app.quit()` _macOS_', 'Quits.', '* `code` Integer', '---']
    expect([1, 2, 3, 4, 5, 6, 7].map((line) => factOf('docs/api/app.md', lines, line))).toEqual([
      'app',
      null,
      'app.quit()',
      'app.quit()',
      'app.quit() > code',
      null,
      null,
    ])
    const spec = [
      `  it('can quit', async () => {`,
      `ifit(['linux'].includes(process.platform))('exits', async function () {`,
      '    app.quit()',
      '  })',
    ]
    expect([1, 2, 3, 4].map((line) => factOf('spec/api-app-spec.ts', spec, line))).toEqual([
      'it can quit',
      'it exits',
      null,
      null,
    ])
    const source = ['// quits', `  throw new Error('x')`, '}', ' * quits', '  *out = given;']
    expect([1, 2, 3, 4, 5].map((line) => factOf('lib/app.ts', source, line))).toEqual([
      null,
      'throw new Error',
      null,
      null,
      'out given',
    ])
  })
})
