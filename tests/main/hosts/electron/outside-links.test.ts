// Which addresses the desktop app opens outside: the profile's two, in whatever spelling.
import { expect, test } from 'vitest'
import { outsideLinks } from '#main/hosts/electron/security/outside-links.ts'

const links = outsideLinks({
  url: 'https://Support.Vendor.example:443/on premise?a=ü',
  email: 'Help+Desk@vendor.example',
})

test.each([
  'https://Support.Vendor.example:443/on premise?a=ü',
  'https://support.vendor.example/on%20premise?a=%C3%BC',
  'HTTPS://support.vendor.example/x/../on%20premise?a=%C3%BC',
  'mailto:Help+Desk@vendor.example',
  'MAILTO:Help+Desk@vendor.example',
])('%s is (issue 12.16)', (asked) => {
  expect(links(asked)).toBe(true)
})

test.each([
  'http://support.vendor.example/on%20premise?a=%C3%BC',
  'https://support.vendor.example/on%20premise',
  'https://eve@support.vendor.example/on%20premise?a=%C3%BC',
  'https://support.vendor.example.evil.example/on%20premise?a=%C3%BC',
  'mailto:Help+Desk@vendor.example?attach=/etc/passwd',
  'mailto:eve@vendor.example',
  'mailto:',
  'file:///etc/passwd',
  '',
  'null',
])('%s is not (issue 12.16)', (asked) => {
  expect(links(asked)).toBe(false)
})

test.each([
  ['http://support.vendor.example/', ''],
  ['file:///usr/bin/true', ''],
  ['', ''],
])('a profile with %j opens nothing (issue 12.16)', (url, email) => {
  const none = outsideLinks({ url, email })
  expect([url, `mailto:${email}`, '', 'null'].filter(none)).toEqual([])
})
