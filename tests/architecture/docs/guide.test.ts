// The rules of the product and the words of the guide are the program's.
import { describe, expect, test } from 'vitest'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import { STATUSES, worst, type LicenseStatus } from '#shared/license/status.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import type { Explanation } from '#shared/messages/explanation.ts'
import { read } from './documents.ts'

test('the statuses of docs/product.md stand in the order in which they count (issue 11)', () => {
  const section = read('docs/product.md').split('## Statuses')[1]?.split('\n## ')[0] ?? ''
  const rows = Array.from(
    section.matchAll(/^\| `(\w+)` .*\| (yes|no) +\|$/gm),
    ([, status = '', mayRun]) => ({
      status: status as LicenseStatus,
      mayRun: mayRun === 'yes',
      until: null,
      untilOf: null,
    }),
  )
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(STATUSES))
  rows.forEach((row, place) => expect(worst(rows.slice(place).toReversed())).toEqual(row))
})

describe('the operator guide says what the program says', () => {
  /** The cells after the first one, by the first: a code has two, a status three. */
  const rows = (cells: 2 | 3) =>
    Object.fromEntries(
      Array.from(
        read('docs/operator-guide.md').matchAll(/^\| `(\w+)` *\|(.+)\|$/gm),
        ([, id = '', rest = '']) => [id, rest.split('|').map((cell) => cell.trim())],
      ).filter(([, rest]) => rest?.length === cells) as [string, string[]][],
    )

  test('of every code', () => {
    const codes = Object.keys(ERRORS) as ErrorCode[]
    expect(rows(2)).toMatchObject(Object.fromEntries(codes.map((code) => [code, inGeneral(code)])))
  })

  test('of every status', () => {
    const statuses = ([...STATUSES, 'not_licensed'] as const).map((status) => {
      const { label, meaning, todo } = en.statuses[status]
      return [status, [label, meaning, todo]]
    })
    expect(rows(3)).toMatchObject(Object.fromEntries(statuses))
  })

  test('of every status that is said of a key in the place of its license', () => {
    const guide = read('docs/operator-guide.md')
    for (const [status, { label }] of Object.entries(en.standing.localKey)) {
      expect(guide).toMatch(
        new RegExp(
          `_${label}_ in the\\splace of (_\\w+_ and )?_${en.statuses[status as LicenseStatus].label}_`,
        ),
      )
    }
  })
})

/** The words for a code with names in the place of its parameters: what happened and why, and what to do. */
function inGeneral(code: ErrorCode): [string, string] {
  const unnamed = ['is', 'mailUniqueKey', 'looksLikeRow', 'requestId', 'retryAfterSeconds', 'limit']
  const valueOf = (name: string) =>
    unnamed.includes(name) ? null : name === 'maximum' ? 262_144 : `‹${name}›`
  const params = new Proxy({}, { get: (_, name) => valueOf(String(name)) })
  const words = en.errors[code] as (params: object, speaker: object) => Explanation
  const { what, cause, todo } = words(params, { vendor: '‹vendor›', support: '‹support›' })
  return [`${what} ${cause}`, todo]
}
