// PDF on the desktop of a report as large as they come: it takes Chromium longer than all else that npm test asks of it.
import { expect, test } from 'vitest'
import { addressOf, launchPrinter, LONGEST_ADDRESS, print, report } from '#tests/support/printing-app.ts'

test('a report of 20,000 rows is printed, which is more than a data: address may hold (issue 12.15)', async () => {
  const app = await launchPrinter()
  const html = report(20_000)
  expect(addressOf(html)).toBeGreaterThan(LONGEST_ADDRESS)
  expect(await print(app, html)).toEqual({ bytes: expect.any(Number) as number, head: '%PDF-' })
  const left = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(left).toBe(0)
})
