import { expect, test } from 'vitest'
import { isOurPage, whyRefused } from '#main/hosts/electron/security/our-page.ts'

test('a call is answered for the main frame of our own page alone, and a refusal says why (issue 11)', () => {
  expect(whyRefused({ url: 'app://desk/', parent: null })).toBeNull()
  expect(whyRefused({ url: 'app://desk/index.html#/settings', parent: null })).toBeNull()
  expect(whyRefused(null)).toBe('its frame is gone')
  expect(whyRefused({ url: 'app://desk/', parent: {} })).toBe(
    'it comes from a frame inside a page (app://desk)',
  )
  const elsewhere = { url: 'https://user:secret@elsewhere.example/path?token=1', parent: null }
  expect(whyRefused(elsewhere)).toBe('it comes from another page (https://elsewhere.example)')
  expect(whyRefused({ url: 'about:blank', parent: null })).toMatch(/another page/)
  expect(whyRefused({ url: '', parent: null })).toBe('it comes from another page (no address)')
})

test.each(['app://desk.evil/', 'app://desktop/', 'https://desk/', 'app:desk', ''])(
  '“%s” is not our page',
  (url) => expect(isOurPage(url)).toBe(false),
)
