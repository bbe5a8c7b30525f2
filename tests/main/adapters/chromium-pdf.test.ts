// The report as a PDF through a real Chromium, and a person who does not want to wait for it.
import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chromiumPdf } from '#main/adapters/chromium-pdf.ts'
import { chromiumPath } from '#tests/support/chromium.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { until } from '#tests/support/until.ts'

const cleanup = new Cleanup()
let temporary: string
beforeEach(() => {
  temporary = cleanup.folder()
  vi.stubEnv('TMPDIR', temporary)
  vi.stubEnv('TEMP', temporary)
  vi.stubEnv('CHROMIUM_PATH', chromiumPath())
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await cleanup.run()
})

const report = '<!doctype html><title>Report</title><h1>Licenses</h1>'

test('a report becomes a PDF, and nothing is left of the making', async () => {
  const pdf = must(await chromiumPdf.print(report, new AbortController().signal))
  expect(Buffer.from(pdf).subarray(0, 5).toString()).toBe('%PDF-')
  expect(readdirSync(temporary)).toEqual([])
})

test('one that is not wanted any more ends, and nothing is left of the making', async () => {
  const wanted = new AbortController()
  const printing = chromiumPdf.print(report, wanted.signal)
  await until('the making to begin', () => (readdirSync(temporary).length > 0 ? true : undefined))
  wanted.abort()
  expect(await printing).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  expect(readdirSync(temporary)).toEqual([])
})

const NOW = Date.UTC(2027, 5, 1, 12)

test.each(['a4-portrait', 'letter-portrait'] as const)(
  'the activation certificate of seven products is one page of %s (issue 14.7)',
  async (paper) => {
    const vendor = paperVendor()
    const desk = install(cleanup, vendor.profile, { pdf: chromiumPdf, clock: () => NOW })
    const products = Array.from({ length: 7 }, (_, index) => ({
      code: `product-${index}`,
      name: `Application Server / VM ${index}: Count`,
      type: 'Count',
    }))
    const terms = {
      id: '7d0f6f2e-3c1a-4f0e-9a55-0f3f3f2e9d11',
      code: 'VM-7D0F6-F2E3C-1A4F0-E9A55-0F3F3',
      fingerprint: await desk.uniqueKey(),
      issued: NOW,
      metadata: { owner: 'Gesellschaft für Telekommunikation und Rechenzentrumsbetrieb mbH', products },
    }
    const offlineKey = vendor.localKey(terms)
    must(await desk.router.call('licenses.activateOffline', { code: terms.code, offlineKey }))
    const input = { id: terms.id, format: 'pdf', paper } as const
    const { content } = must(await desk.router.call('licenses.certificate', input))
    const pdf = Buffer.from(content, 'base64').toString('latin1')
    expect(pdf.match(/\/Type ?\/Page\b(?!s)/g)).toHaveLength(1)
  },
)
