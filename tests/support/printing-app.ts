// Our own printer in a small app, on Electron's limits as the stand-in has them.
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { toHtml } from '#main/core/export/html.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { licenseReport } from '#shared/report/license-report.ts'
import { report as words } from '#shared/messages/en/report.ts'
import { license, product } from '#tests/renderer/support/samples.ts'
import { launchDouble, type ElectronApp } from './electron-double/launch.ts'
import { makeTinyApp } from './electron-double/tiny-app.ts'

const host = path.resolve(import.meta.dirname, '../../src-main/hosts/electron')
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

/** Ends with the test. */
export async function launchPrinter(): Promise<ElectronApp> {
  const tiny = makeTinyApp(main)
  onTestFinished(() => tiny[Symbol.dispose]())
  const app = await launchDouble(tiny.options)
  onTestFinished(() => app.close())
  return app
}

export const print = (app: ElectronApp, html: string, milliseconds?: number) =>
  app.evaluate(
    (_, [text, limit]) =>
      (globalThis as unknown as { print: (html: string, limit?: number) => unknown }).print(text, limit),
    [html, milliseconds] as const,
  )

/** As the app writes it. */
export function report(count: number): string {
  const licenses = Array.from({ length: count }, (_, row) =>
    license(`Größte Länge B.V. ${row} ${'x'.repeat(60)}`, [product('Virtualization', { limit: row })]),
  )
  const facts = { vendor: 'Vendor', machine: 'srv-01', uniqueKey: 'VM-1', at: AT, app: 'Activation Desk' }
  const rows = licenses.map((one) => ({
    license: one,
    product: one.products[0] ?? null,
    now: Date.parse(AT),
  }))
  const columns = ['owner', 'limit']
  return toHtml(licenseReport({ facts, rows, columns }, { ...messages, report: words }), 'en', 'a4-landscape')
}

const AT = '2026-11-26T00:00:00.000Z'

/** Of a `data:` address, in characters. */
export const LONGEST_ADDRESS = 2 * 1024 * 1024
export const addressOf = (html: string): number => Buffer.byteLength(html) * (4 / 3)
