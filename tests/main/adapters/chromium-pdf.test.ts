// The report as a PDF through a real Chromium, and a person who does not want to wait for it.
import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chromiumPdf } from '#main/adapters/chromium-pdf.ts'
import { chromiumPath } from '#tests/support/chromium.ts'
import { must } from '#tests/support/must.ts'
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
