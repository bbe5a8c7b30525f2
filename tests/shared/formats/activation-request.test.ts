import { expect, test } from 'vitest'
import { scannableRequest } from '#shared/formats/activation-request.ts'

const uniqueKey = 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56'

test('a portal gets both keys in the fragment, which no server sees, whatever the code is made of', () => {
  const address = new URL(
    scannableRequest({ uniqueKey, code: 'key/a+b=.c&d#e' }, 'https://portal.example/activate?lang=en'),
  )
  expect(`${address.origin}${address.pathname}${address.search}`).toBe(
    'https://portal.example/activate?lang=en',
  )
  const fields = new URLSearchParams(address.hash.slice(1))
  expect(Object.fromEntries(fields)).toEqual({ 'unique-key': uniqueKey, 'license-code': 'key/a+b=.c&d#e' })
})

test('without a portal the code holds the keys as text, and the Unique Key alone where that is all', () => {
  expect(scannableRequest({ uniqueKey, code: null }, null)).toBe(uniqueKey)
  expect(scannableRequest({ uniqueKey, code: 'A' }, null)).toBe(`Unique Key: ${uniqueKey}\nLicense Code: A`)
})
