// What a profile may say of a package: it comes to files of other programs, with rules of their own (issue 16).
import { describe, expect, test } from 'vitest'
import { vendorProfile, type VendorProfile } from '#shared/contract/vendor-profile.ts'
import { explainProfile } from '#shared/messages/explain-profile.ts'
import { profileRules } from '#shared/messages/en/profile-rules.ts'
import { loadProfile } from '#tests/support/profile.ts'

const PUBLISHER = {
  name: 'Contoso B.V.',
  email: 'packages@contoso.example',
  homePage: 'https://contoso.example',
}

function problemOf(change: object): string {
  const { error } = vendorProfile.safeParse({ ...loadProfile(), ...change })
  return error ? explainProfile(error, profileRules) : ''
}

test('a profile names its publisher, its app and its look, and none of them has to be there', () => {
  const change: Partial<VendorProfile> = {
    publisher: PUBLISHER,
    appId: 'com.contoso.licensing',
    appearance: { accent: '#7a1f5c', icon: 'contoso.svg' },
  }
  expect(vendorProfile.parse(loadProfile(change))).toMatchObject(change)
  expect(problemOf({})).toBe('')
  for (const appearance of [{}, { accent: '#000000' }, { icon: 'A_b-1.svg' }])
    expect(problemOf({ appearance })).toBe('')
})

describe('the publisher', () => {
  test.each(['Contoso', 'Ñandú & Söhne (GmbH) + Co.', '株式会社コントソ', 'O’Brien – Keys', '3 Brothers'])(
    'may be “%s”',
    (name) => expect(problemOf({ publisher: { ...PUBLISHER, name } })).toBe(''),
  )
  test.each([
    '',
    ' Contoso',
    'Contoso ',
    'A <b>',
    'A\nVersion: 9',
    'A\u202eB',
    '$HOME',
    '100%',
    'A"B',
    "O'Brien",
    '`id`',
    'A\\B',
    'x'.repeat(101),
  ])('is not called “%s”', (name) =>
    expect(problemOf({ publisher: { ...PUBLISHER, name } })).toMatch(
      /^publisher\.name is|^publisher\.name does/,
    ),
  )
  test.each([
    'contoso',
    '@contoso.example',
    'a@b',
    'a@contoso.example\nX: y',
    'A <a@contoso.example>',
    'a b@contoso.example',
  ])('has no address such as “%s”', (email) =>
    expect(problemOf({ publisher: { ...PUBLISHER, email } })).toMatch(/^publisher\.email does/),
  )
  test.each([
    'http://contoso.example',
    'contoso.example',
    'https://',
    'https://contoso.example/\nX: y',
    'https://contoso.example/%20',
    'https://contoso.example/"',
    'https://contoso.example/a b',
    'javascript:alert(1)',
  ])('has no page such as “%s”', (homePage) =>
    expect(problemOf({ publisher: { ...PUBLISHER, homePage } })).toMatch(/^publisher\.homePage does/),
  )
  test('is whole, and nothing more', () => {
    expect(problemOf({ publisher: { name: 'Contoso' } })).toMatch(/^publisher\.email is missing/)
    expect(problemOf({ publisher: { ...PUBLISHER, phone: '1' } })).toContain('publisher.phone')
  })
})

test.each([
  'contoso',
  '.com.contoso',
  'com..contoso',
  'com.contoso.',
  'com.-contoso',
  'com.contoso-',
  'com.con_toso',
  '1com.contoso',
  'com.contoso app',
  `com.${'x'.repeat(100)}`,
])('no app has the id “%s”', (appId) => expect(problemOf({ appId })).toMatch(/^appId /))

test.each([
  [{ accent: 'red' }, 'appearance.accent'],
  [{ accent: '#7a1f5' }, 'appearance.accent'],
  [{ accent: '#7A1F5C' }, 'appearance.accent'],
  [{ accent: '#7a1f5c;' }, 'appearance.accent'],
  [{ icon: '../contoso.svg' }, 'appearance.icon'],
  [{ icon: '/etc/contoso.svg' }, 'appearance.icon'],
  [{ icon: 'contoso.png' }, 'appearance.icon'],
  [{ icon: '.svg' }, 'appearance.icon'],
  [{ font: 'x' }, 'appearance.font'],
])('no look: %j', (appearance, field) => expect(problemOf({ appearance })).toContain(field))
