import { describe, expect, test } from 'vitest'
import { STORE_REASONS } from '#shared/contract/views.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explainStoreProblem } from '#shared/messages/explain-store-problem.ts'

const explain = (where: string, reason: string) => explainStoreProblem({ where, reason }, en)

describe('what in the store is not read as a license', () => {
  test.each(STORE_REASONS)('%s is said in sentences, without the code', (reason) => {
    const { what, todo } = explain('quarantine/b41c', reason)
    for (const sentence of [what, todo]) expect(sentence).toMatch(/^[A-Z].*\.$/)
    expect(`${what} ${todo}`).not.toContain(reason)
  })

  test('may be a license that one may not read: it stays, and the group that helps is named', () => {
    const { what, todo } = explain('licenses/closed', 'no_permission')
    expect(what).toBe('You may not read this license.')
    expect(todo).toContain('membership in the group “activation-desk”')
  })

  test('was set aside, or will be: nothing is deleted', () => {
    expect(explain('quarantine/b41c', 'unreadable').what).toContain('It was set aside in “quarantine”')
    expect(explain('licenses/b41c', 'unreadable').what).toContain(
      'until “activation-desk repair”, or an activation of the same license, sets it aside',
    )
  })

  test('may be a file beside a license: it is named, and nothing is said of setting it aside', () => {
    for (const where of [
      'usage.json',
      'licenses/b41c/activation.json',
      'licenses/b41c/answers/validation.json',
    ])
      expect(explain(where, 'not_a_file').what).not.toContain('quarantine')
    expect(explain('licenses/b41c/code', 'not_a_file').what).toContain('sets it aside')
  })

  test('a lost usage.json sends nobody to activate anything again (issue 10.13)', () => {
    for (const reason of ['unreadable', 'gone', 'not_a_file']) {
      const { what, todo } = explain('usage.json', reason)
      expect(what).toContain('What the products reported')
      expect(todo).toContain('usage set')
    }
    expect(explain('usage.json', 'no_permission').todo).toContain('membership')
  })

  test('may be no license at all: what may not be read beside them is no license in words either (issue 10.14)', () => {
    for (const where of ['usage.json', 'clock.json', 'returns', 'quarantine', 'revision'])
      expect(explain(where, 'no_permission').what).toBe('You may not read this file or folder.')
    expect(explain('licenses', 'no_permission').what).toBe('You may not read this license.')
    for (const reason of ['unreadable', 'not_a_file'])
      expect(explain('revision', reason).todo).not.toContain('Activate')
  })

  test('may be there another time, where the disk did not give it (issue 10.15)', () => {
    expect(explain('licenses/b41c/machine.lic', 'read_failed').todo).toContain('nothing was changed')
  })

  test('may lie beside the licenses: each file has its own words, in its place and set aside (issue 12.2)', () => {
    const places: [string, string, RegExp][] = [
      ['usage.json', 'usage_json.unreadable.01234567', /reported/],
      ['usage-history/storage.json', 'usage-history_storage_json.unreadable.01234567', /over time/],
      ['returned.json', 'returned_json.unreadable.01234567', /not to be used here any more/],
      ['returns/b41c.json', 'returns_b41c_json.unreadable.01234567', /note of a deactivation/],
      ['clock.json', 'clock_json.unreadable.01234567', /latest time/],
      ['store.json', 'store_json.not_a_file.01234567', /form/],
    ]
    for (const [where, aside, words] of places) {
      expect(explain(where, 'unreadable').what).toMatch(words)
      const kept = explain(`quarantine/${aside}`, 'unreadable')
      expect(kept.what).toMatch(words)
      expect(kept.what).toContain('set aside')
    }
  })

  test('may be what another License Code replaced: that is none of another version, and nothing is to be done (issue 12.2)', () => {
    const { what, todo } = explain('quarantine/b41c.replaced.01234567', 'replaced')
    expect(what).not.toContain('version')
    expect(todo).toBe('Nothing has to be done.')
  })

  test('keeps the word of another version, as far as it can be shown', () => {
    expect(explain('quarantine/b41c', 'no_ether\u0007')).toEqual({
      what: 'This is no license. Another version of Activation Desk noted why: “no_ether␇”. It was set aside in “quarantine”; nothing was deleted.',
      todo: 'If a license is missing, activate it again.',
    })
    expect(explain('quarantine/b41c', 'toString').what).toContain('“toString”')
  })
})
