// The usage by month: peak, average, limit and overage; months without a report; two years back (issue 14.6).
import { afterEach, describe, expect, test } from 'vitest'
import { parse } from 'csv-parse/sync'
import { DAY } from '#shared/instant.ts'
import { install } from '#tests/support/installation.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must } from '#tests/support/vendor-side.ts'
import { unzip } from '#tests/support/zip.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A desk whose clock is moved by hand. */
async function desk() {
  const vendor = paperVendor()
  const time = { now: Date.UTC(2027, 0, 10, 12) }
  const its = install(cleanup, vendor.profile, { clock: () => time.now })
  const products = [
    { code: 'storage', name: 'Storage', type: 'Terabyte', limit: 10 },
    { code: 'log', name: 'Log', type: 'GB' },
    { code: 'status', name: 'Status', type: 'Status' },
  ]
  const terms = { id: 'license-1', code: 'CODE OF THE TEST', fingerprint: await its.uniqueKey() }
  const offlineKey = vendor.localKey({ ...terms, issued: time.now, metadata: { products } })
  must(await its.router.call('licenses.activateOffline', { code: terms.code, offlineKey }))
  const report = async (day: [number, number, number], usage: number) => {
    time.now = Date.UTC(...day, 12)
    must(await its.router.call('usage.set', { product: 'storage', usage }))
  }
  return { its, report, time }
}

describe('the usage by month', () => {
  test('has peak, average over days, limit, overage, and each month without a report', async () => {
    const { its, report } = await desk()
    await report([2027, 0, 10], 4)
    // Of a day counts the highest report.
    await report([2027, 0, 11], 12)
    await report([2027, 0, 11], 2)
    await report([2027, 2, 31], 10)
    const { from, to, products } = must(await its.router.call('usage.months', {}))
    expect([from, to]).toEqual(['2027-01', '2027-03'])
    expect(products.map(({ product, name, type, whole }) => [product, name, type, whole])).toEqual([
      ['storage', 'Storage', 'Terabyte', true],
      ['log', 'Log', 'GB', true],
    ])
    const nothing = { days: 0, peak: null, average: null, limit: null, overage: null, daysOver: 0 }
    expect(products[0]?.months).toEqual([
      { month: '2027-01', days: 2, peak: 12, average: 8, limit: 10, overage: 2, daysOver: 1 },
      { month: '2027-02', ...nothing },
      { month: '2027-03', days: 1, peak: 10, average: 10, limit: 10, overage: 0, daysOver: 0 },
    ])
    expect(products[1]?.months.map(({ peak }) => peak)).toEqual([null, null, null])
  })

  test('reaches two years back, or as far as is asked', async () => {
    const { its, report } = await desk()
    await report([2027, 0, 10], 4)
    await report([2030, 5, 1], 5)
    const { from, products } = must(await its.router.call('usage.months', {}))
    expect([from, products[0]?.months.length]).toEqual(['2028-06', 25])
    const last = must(await its.router.call('usage.months', { months: 1 }))
    expect(last.products[0]?.months.map(({ month }) => month)).toEqual(['2030-06'])
  })

  test('keeps its figures where a product reports more often than there is room for', async () => {
    const { its, time } = await desk()
    time.now = Date.UTC(2027, 1, 1)
    const points = Array.from({ length: 30_000 }, (_, index) => ({
      at: Date.UTC(2027, 0, 1) + index * (DAY / 1000),
      usage: (index * 7) % 101,
      limit: index % 2 === 0 ? 50 : 60,
    }))
    const first = must(await its.router.call('usage.months', {}))
    expect(first.products[0]?.months.map(({ peak }) => peak)).toEqual([null])
    for (let start = 0; start < points.length; start += 5000)
      must(
        await its.store.write((writer) =>
          writer.mergeUsagePoints('storage', points.slice(start, start + 5000), true),
        ),
      )
    expect(must(its.store.usageHistory('storage')).length).toBeLessThanOrEqual(10_000)
    const { products } = must(await its.router.call('usage.months', {}))
    expect(products[0]?.months[0]).toMatchObject({
      days: 30,
      peak: 100,
      average: 100,
      overage: 50,
      daysOver: 30,
    })
  })
})

describe('the usage by month as a file', () => {
  test('CSV has a line for each product and month, and says where there was no report', async () => {
    const { its, report } = await desk()
    await report([2027, 0, 11], 12)
    await report([2027, 2, 1], 3)
    const { fileName, content } = must(await its.router.call('usage.export', { format: 'csv' }))
    expect(fileName).toBe('usage-20270301-120000.csv')
    const lines = parse<Record<string, string>>(content, { bom: true, columns: true, delimiter: ',' })
    expect(
      lines.map((line) => [line['Product Code'], line['Month'], line['Reported'], line['Peak']]),
    ).toEqual([
      ['storage', '2027-01', 'yes', '12'],
      ['storage', '2027-02', 'no', ''],
      ['storage', '2027-03', 'yes', '3'],
      ['log', '2027-01', 'no', ''],
      ['log', '2027-02', 'no', ''],
      ['log', '2027-03', 'no', ''],
    ])
    expect(lines[0]).toMatchObject({ Limit: '10', Overage: '2', 'Unique Key': await its.uniqueKey() })
  })

  test('XLSX and the report say in words where there was no report', async () => {
    const { its, report } = await desk()
    await report([2027, 0, 11], 12)
    await report([2027, 2, 1], 3)
    const xlsx = must(await its.router.call('usage.export', { format: 'xlsx' }))
    const texts = [...unzip(Buffer.from(xlsx.content, 'base64')).values()].join('')
    for (const text of ['Usage by month', 'No report', '2027-02']) expect(texts).toContain(text)
    const input = { format: 'html', locale: 'en-GB' } as const
    const html = must(await its.router.call('usage.export', input)).content
    expect(html).toMatch(/Feb 2027<\/td>\s*<td class="number">No report/)
    expect(html).toMatch(
      /Jan 2027<\/td><td class="number">12<\/td><td class="number">12<\/td><td class="number">10</,
    )
  })
})
