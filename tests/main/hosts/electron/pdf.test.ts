// PDF on the desktop. A report of many rows: tests/real/export/pdf.test.ts.
import { expect, test } from 'vitest'
import { addressOf, launchPrinter, LONGEST_ADDRESS, print, report } from '#tests/support/printing-app.ts'

test('a report of more than a data: address may hold is printed (issue 12.15)', async () => {
  const app = await launchPrinter()
  // What is no row is not laid out, and counts all the same.
  const html = report(100).replace('<body', `<!-- ${'x'.repeat(LONGEST_ADDRESS)} --><body`)
  expect(addressOf(html)).toBeGreaterThan(LONGEST_ADDRESS)
  expect(await print(app, html)).toEqual({ bytes: expect.any(Number) as number, head: '%PDF-' })
  const left = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(left).toBe(0)
})

test('a print that is called off leaves nothing (issue 12.15)', async () => {
  const app = await launchPrinter()
  expect(await print(app, report(20_000), 50)).toBe('cancelled')
  const left = await app.evaluate(({ app: electronApp, BrowserWindow }) => [
    BrowserWindow.getAllWindows().length,
    (electronApp as unknown as { faults: string[] }).faults,
  ])
  expect(left).toEqual([0, []])
})
