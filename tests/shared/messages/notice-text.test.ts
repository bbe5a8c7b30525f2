// What a notification says: plain, short, without anything that a name could do to it.
import { expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { noticeText } from '#shared/messages/notice-text.ts'

const NOW = Date.parse('2026-11-27T12:00:00Z')
const of = (owner: string, products: readonly string[] = []) => ({
  license: { owner, lastCheck: iso(NOW - 4 * DAY) },
  products,
  status: 'expiring' as const,
  mayRun: true,
  end: null,
  until: iso(NOW + 7 * DAY),
  untilOf: 'license' as const,
  released: false,
})
const say = (kind: 'ends' | 'stopped' | 'not_refreshed', ...about: ReturnType<typeof of>[]) =>
  noticeText({ kind, of: about }, en, NOW, (text) => text.slice(0, 10))

test('an end says when, and how many days are left', () =>
  expect(say('ends', of('Contoso B.V.', ['Storage']))).toEqual({
    title: 'One product ends soon',
    body: expect.stringMatching(/^Contoso B\.V\..*Storage.*: Runs until 2026-12-04 \(7 days\)\.$/) as string,
  }))

test('a stop says the status and what to do', () => {
  const suspended = { ...of('Contoso B.V.'), status: 'suspended' as const, mayRun: false, until: null }
  const { title, body } = say('stopped', suspended as never)
  expect(title).toBe('A product is stopped')
  expect(body).toBe(`Contoso B.V.: ${en.statuses.suspended.label}. ${en.statuses.suspended.todo}`)
})

test('a failing refresh says when the last one was', () =>
  expect(say('not_refreshed', of('Contoso B.V.'))).toEqual({
    title: 'A license could not be refreshed for three days',
    body: 'Contoso B.V.: last check 2026-11-23 (4 days ago)',
  }))

test('many are three and how many more; a name cannot break the line', () => {
  const { title, body } = say('ends', ...Array.from({ length: 5 }, (_, at) => of(`Owner ${at}\u202E\nx`)))
  expect(title).toBe('5 products end soon')
  expect(body.split('\n')).toHaveLength(4)
  expect(body).not.toContain('\u202E')
})
