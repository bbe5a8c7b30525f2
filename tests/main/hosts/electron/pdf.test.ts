// PDF on the desktop: our own printer in a small app, on Electron's limits as the stand-in has them.
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { toHtml } from '#main/core/export/html.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { report as words } from '#shared/messages/en/report.ts'
import { launchDouble, type ElectronApp } from '#tests/support/electron-double/launch.ts'
import { makeTinyApp } from '#tests/support/electron-double/tiny-app.ts'

vi.setConfig({ testTimeout: 120_000 })

const host = path.resolve(import.meta.dirname, '../../../../src-main/hosts/electron')
const main = `
import { app } from 'electron'
import path from 'node:path'
import { electronPdf } from '${host}/pdf.ts'
import { registerPageScheme, servePage } from '${host}/security/page-protocol.ts'

registerPageScheme()
app.on('window-all-closed', () => undefined)
void app.whenReady().then(() => servePage(path.join(import.meta.dirname, 'page')))
globalThis.print = async (html, milliseconds) => {
  const signal = milliseconds === undefined ? new AbortController().signal : AbortSignal.timeout(milliseconds)
  const printed = await electronPdf.print(html, signal)
  return printed.ok ? { bytes: printed.value.length, head: String(printed.value.subarray(0, 5)) } : printed.error.code
}
`

async function launch(): Promise<ElectronApp> {
  const tiny = makeTinyApp(main)
  onTestFinished(() => tiny[Symbol.dispose]())
  const app = await launchDouble(tiny.options)
  onTestFinished(() => app.close())
  return app
}

const print = (app: ElectronApp, html: string, milliseconds?: number) =>
  app.evaluate(
    (_, [text, limit]) =>
      (globalThis as unknown as { print: (html: string, limit?: number) => unknown }).print(text, limit),
    [html, milliseconds] as const,
  )

function report(count: number): string {
  const table = {
    facts: {
      vendor: 'Vendor',
      uniqueKey: 'VM-1',
      exportedAt: '2026-11-26 00:00 UTC',
      app: 'Activation Desk',
    },
    columns: [
      { id: 'owner', title: 'Owner', kind: 'text' },
      { id: 'limit', title: 'Limit', kind: 'number' },
    ],
    rows: Array.from({ length: count }, (_, row) => [`Größte Länge B.V. ${row} ${'x'.repeat(60)}`, row]),
  }
  return toHtml(table as unknown as Parameters<typeof toHtml>[0], { ...messages, report: words })
}

test('a report of 20,000 rows is printed, which is more than a data: address may hold (issue 12.15)', async () => {
  const app = await launch()
  const html = report(20_000)
  expect(Buffer.byteLength(html) * (4 / 3)).toBeGreaterThan(2 * 1024 * 1024)
  expect(await print(app, html)).toEqual({ bytes: expect.any(Number) as number, head: '%PDF-' })
  const left = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(left).toBe(0)
})

test('a print that is called off leaves nothing (issue 12.15)', async () => {
  const app = await launch()
  expect(await print(app, report(20_000), 50)).toBe('cancelled')
  const left = await app.evaluate(({ app: electronApp, BrowserWindow }) => [
    BrowserWindow.getAllWindows().length,
    (electronApp as unknown as { faults: string[] }).faults,
  ])
  expect(left).toEqual([0, []])
})
