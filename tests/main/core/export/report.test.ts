// The report of HTML and PDF: where it comes from, the eight columns, and a block for each license (issue 14.5).
import { hostname } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '#shared/contract/contract.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must } from '#tests/support/vendor-side.ts'

const NOW = Date.UTC(2027, 5, 1, 12)
const vendor = paperVendor()
const cleanup = new Cleanup()
let desk: Installation
beforeAll(async () => {
  desk = install(cleanup, vendor.profile, { clock: () => NOW })
  const fingerprint = await desk.uniqueKey()
  const products = [
    { code: 'storage', name: 'Storage', type: 'Terabyte', limit: 5 },
    { code: 'status', name: 'Status', type: 'Status' },
  ]
  const metadata = { owner: 'A <b>bold</b> & Sons', products, notes: 'Order 4711' }
  const code = 'CODE OF THE TEST license-1'
  const offlineKey = vendor.localKey({ id: 'license-1', code, fingerprint, issued: NOW, metadata })
  must(await desk.router.call('licenses.activateOffline', { code, offlineKey }))
  must(await desk.router.call('usage.set', { product: 'storage', usage: 9 }))
})
afterAll(() => cleanup.run())

const report = async (input: Partial<Input<'export.create'>> = {}): Promise<string> =>
  must(
    await desk.router.call('export.create', {
      format: 'html',
      locale: 'en-GB',
      timeZone: 'Asia/Tokyo',
      ...input,
    }),
  ).content
const textsOf = (html: string, tag: string): string[] =>
  Array.from(html.matchAll(new RegExp(`<${tag}[^>]*>(.*?)</${tag}>`, 'gs')), ([, inside = '']) =>
    inside.replaceAll(/<[^>]*>/g, ''),
  )

describe('a report on the licenses', () => {
  test('says whose it is, of which machine, and when it was made, with the zone of the time', async () => {
    const facts = textsOf(await report(), 'dd').slice(0, 6)
    expect(facts[0]).toBe(vendor.profile.name)
    expect(facts.slice(1, 3)).toEqual([hostname(), await desk.uniqueKey()])
    expect(facts[3]).toMatch(/^Tuesday,? 1 June 2027 at 21:00:00 GMT\+9 \(2027-06-01T12:00:00.000Z\)$/)
    expect(facts[5]).toBe('2')
  })

  test('numbers its pages at their foot, and says there too whose they are', async () => {
    const html = await report()
    expect(html).toContain('"Page " counter(page) " of " counter(pages)')
    expect(html).toContain(`@bottom-left { content: "Licenses \\b7  ${vendor.profile.name} `)
  })

  test('has the eight columns, statuses in words and dates as whoever reads it writes them', async () => {
    const html = await report()
    expect(textsOf(html, 'th')).toEqual([
      'License Owner',
      'Product Name',
      'License Type',
      'License Limit',
      'License Usage',
      'License Expiration',
      'Last Check Date',
      'License Status',
    ])
    const cells = textsOf(html, 'td')
    expect(cells.slice(0, 5)).toEqual([
      'A &lt;b&gt;bold&lt;/b&gt; &amp; Sons',
      'Storage',
      'Terabyte',
      '5',
      '9',
    ])
    expect(cells.slice(6, 8)).toEqual(['Offline 1 Jun 2027', 'Over limit'])
  })

  test('has a block for each license with the rest, codes of its products included', async () => {
    const html = await report()
    const [block = ''] = textsOf(html, 'section')
    expect(textsOf(html, 'section')).toHaveLength(1)
    for (const text of [
      'license-1',
      'Offline',
      '1 Jun 2027, 21:00',
      'Order 4711',
      'Storage: storage; Status: status',
    ])
      expect(block).toContain(text)
    expect(html).not.toContain('CODE OF THE TEST')
    expect(await report({ withCodes: true })).toContain('CODE OF THE TEST license-1')
  })

  test('has the rows and columns that were chosen, in their order', async () => {
    const html = await report({ rows: ['license-1/status'], columns: ['status', 'notes', 'owner'] })
    expect(textsOf(html, 'th')).toEqual(['License Status', 'License Owner'])
    expect(textsOf(html, 'td')).toHaveLength(2)
    expect(textsOf(html, 'section')[0]).toMatch(/^\s*A &lt;b.*Notes\s*Order 4711\s*$/s)
    expect(await report({ columns: ['owner'] })).not.toContain('<section')
  })

  test('in a locale or a time zone that there is not is as on this machine', async () => {
    const here = { locale: undefined, timeZone: undefined }
    expect(await report({ locale: 'no locale', timeZone: 'Nowhere/At All' })).toBe(await report(here))
  })
})
