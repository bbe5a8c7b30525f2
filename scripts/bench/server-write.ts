// What the count of writes beside the database (src-server/store/write-count.ts) costs a request that takes a seat.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createApp } from '../../src-server/app.ts'
import { createLicense } from '../../src-server/back-office/create-license.ts'
import { initVendor } from '../../src-server/vendor/init-vendor.ts'
import { DATABASE_FILE, openVendor, type Vendor } from '../../src-server/vendor/open-vendor.ts'
import { must } from '../../tests/support/must.ts'
import { median, report } from './report.ts'

const ROUND = 40
const ROUNDS = 25
const TEMPLATE = new URL('../../assets/vendor/virtualmetric.json', import.meta.url)

export async function benchServerWrite(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-server-bench-'))
  const [counting, bare] = [await openOffice(folder, 'counting'), await openOffice(folder, 'bare')]
  try {
    const rates = []
    // In turns, so that a noisy moment hits both.
    for (let round = 0; round < ROUNDS; round += 1)
      rates.push({ counting: await counting.rate(), bare: await bare.rate() })
    report({
      name: 'server: a seat taken, with its write count',
      value: median(rates.map((one) => one.bare / one.counting)),
      unit: 'times the time of one without the count',
      against: 'the same requests on a database that keeps no count',
      floor: 1,
      aim: '≤ 1.15',
    })
  } finally {
    for (const { vendor } of [counting, bare]) await vendor.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function openOffice(folder: string, name: 'counting' | 'bare') {
  const dataDir = path.join(folder, name)
  must(await initVendor(dataDir, JSON.parse(readFileSync(TEMPLATE, 'utf8')), Date.now()))
  // It only guards: where there can be none, all goes on without.
  const count = path.join(dataDir, `${DATABASE_FILE}-writes`)
  rmSync(count, { force: true })
  if (name === 'bare') mkdirSync(count)
  const vendor = must(await openVendor(dataDir, Date.now, { staysOpen: true }))
  return { vendor, rate: await seats(vendor) }
}

/** Seats a second, one request after another. */
async function seats(vendor: Vendor): Promise<() => Promise<number>> {
  const app = createApp(vendor, {
    logger: { access: () => undefined, failure: (_, error) => console.error(error) },
  })
  const license = must(
    await createLicense(vendor, { owner: 'Bench', products: ['storage'], machines: 100_000 }),
  )
  const relationships = { license: { data: { type: 'licenses', id: license.id } } }
  let machines = 0
  const take = async () => {
    machines += 1
    const attributes = { fingerprint: `machine-${machines}` }
    const { status } = await app.request('http://127.0.0.1/v1/machines', {
      method: 'POST',
      headers: {
        host: '127.0.0.1',
        authorization: `License ${license.key}`,
        'content-type': 'application/vnd.api+json',
      },
      body: JSON.stringify({ data: { type: 'machines', attributes, relationships } }),
    })
    if (status !== 201) throw new Error(`a seat was answered with ${status}`)
  }
  return async () => {
    const started = performance.now()
    for (let count = 0; count < ROUND; count += 1) await take()
    return (ROUND * 1000) / (performance.now() - started)
  }
}
