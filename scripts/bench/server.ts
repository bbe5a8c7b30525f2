// What the activation server takes for a request, as a share of what Node's HTTP takes for an answer of the same size.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLicense } from '../../src-server/back-office/create-license.ts'
import { initVendor } from '../../src-server/vendor/init-vendor.ts'
import { openVendor } from '../../src-server/vendor/open-vendor.ts'
import { must } from '../../tests/support/must.ts'
import { median, report } from './report.ts'
import { Load } from './server/load.ts'
import { Started } from './server/started.ts'

const root = path.resolve(import.meta.dirname, '../..')
const TEMPLATE = path.join(root, 'assets/vendor/virtualmetric.json')
const SIZES = [1000, 100_000] as const
const ROUNDS = 9
/** In each. */
const [VALIDATIONS, ACTIVATIONS] = [2000, 300]
/** In which V8 compiles. */
const WARM_UP = 4000
const AT_HALF_LOAD = 4000
const MANY = 100_000

interface Sold {
  readonly id: string
  readonly key: string
}

export async function benchServer(): Promise<void> {
  if (process.platform !== 'linux') return // processor and memory of another process
  let first: number | null = null
  for (const size of SIZES) {
    const folder = mkdtempSync(path.join(tmpdir(), 'activation-server-bench-'))
    try {
      const dataDir = path.join(folder, 'vendor')
      const sold = await sell(dataDir, size)
      const spent = await benchSize(dataDir, sold, size)
      first ??= spent
      if (spent !== first)
        report({
          name: `validate-key, sqlite, ${size} licenses: growth`,
          value: spent,
          unit: 'µs of processor a request',
          against: `the same with ${SIZES[0]} licenses`,
          floor: first,
          aim: '≤ 1.3',
        })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

async function sell(dataDir: string, size: number): Promise<readonly Sold[]> {
  must(await initVendor(dataDir, JSON.parse(readFileSync(TEMPLATE, 'utf8')), Date.now()))
  const vendor = must(await openVendor(dataDir, Date.now))
  const products = ['storage', 'service', 'log']
  try {
    return await vendor.store.transaction(async () => {
      const sold: Sold[] = []
      for (let index = 0; index < size; index += 1) {
        const { id, key } = must(
          await createLicense(vendor, { owner: `Owner ${index}`, products, machines: 1000 }),
        )
        sold.push({ id, key })
      }
      return sold
    })
  } finally {
    await vendor.close()
  }
}

/** Microseconds of processor that a validation takes. */
async function benchSize(dataDir: string, sold: readonly Sold[], size: number): Promise<number> {
  const program = path.join(root, 'dist/server/activation-server.mjs')
  const server = await Started.of(
    [program, '--data-dir', dataDir, 'serve', '--port', '0'],
    /127\.0\.0\.1:(\d+)/,
  )
  const load = new Load(server.port)
  const someLicense = (): Sold => sold[Math.floor(Math.random() * sold.length)] ?? { id: '', key: '' }
  const validate = async () => {
    const body = { meta: { key: someLicense().key } }
    const { status, text } = await load.ask({ method: 'POST', path: VALIDATE, body })
    if (status !== 200) throw new Error(`a validation was answered with ${status}: ${text}`)
    return text
  }
  const bare = await Started.of(
    [path.join(import.meta.dirname, 'server/bare-http.ts'), String(Buffer.byteLength(await validate()))],
    /^(\d+)/,
  )
  const bareLoad = new Load(bare.port)
  const askBare = () =>
    bareLoad.ask({ method: 'POST', path: VALIDATE, body: { meta: { key: someLicense().key } } })
  let machines = 0
  const activate = async () => {
    machines += 1
    await activateAndCheckOut(load, someLicense(), `machine-${size}-${machines}`)
  }
  try {
    await load.closed(WARM_UP, validate)
    await bareLoad.closed(WARM_UP, askBare)
    const atStart = server.memory()
    const rounds = []
    // In turns, so that a noisy moment hits both.
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push({
        bare: await spentOn(bare, VALIDATIONS, () => bareLoad.closed(VALIDATIONS, askBare)),
        validation: await spentOn(server, VALIDATIONS, () => load.closed(VALIDATIONS, validate)),
        activation: await spentOn(server, ACTIVATIONS, () => load.closed(ACTIVATIONS, activate)),
      })
    const spent = median(rounds.map(({ validation }) => validation))
    const floor = median(rounds.map((one) => one.bare))
    report({
      name: `validate-key, sqlite, ${size} licenses`,
      value: 1_000_000 / spent,
      unit: 'requests per second of processor',
      against: 'answers of that size by node:http',
      floor: 1_000_000 / floor,
      aim: '≥ 0.25 of its rate',
    })
    report({
      name: `activation and check-out, sqlite, ${size} licenses`,
      value: 1_000_000 / median(rounds.map(({ activation }) => activation)),
      unit: 'of both per second of processor',
      against: 'two answers of that size by node:http',
      floor: 1_000_000 / (2 * floor),
      aim: '≥ 0.10 of its rate',
    })
    const rate = VALIDATIONS / (await load.closed(VALIDATIONS, validate)) / 2
    const [ours, bares] = [
      await load.open(rate, AT_HALF_LOAD, validate),
      await bareLoad.open(rate, AT_HALF_LOAD, askBare),
    ]
    for (const part of [50, 99])
      report({
        name: `validate-key, sqlite, ${size} licenses: p${part} at half load`,
        value: percentile(ours, part),
        unit: 'ms',
        against: 'node:http at the same rate',
        floor: percentile(bares, part),
        aim: 'told',
      })
    if (size === SIZES[0]) {
      await load.closed(MANY, validate)
      report({
        name: `memory after ${MANY} validations`,
        value: server.memory(),
        unit: 'kB',
        against: `the same server after ${WARM_UP}`,
        floor: atStart,
        aim: '≤ 1.2',
      })
    }
    return spent
  } finally {
    load.close()
    bareLoad.close()
    await Promise.all([server.end(), bare.end()])
  }
}

const VALIDATE = '/v1/licenses/actions/validate-key'

async function activateAndCheckOut(load: Load, { id, key }: Sold, fingerprint: string): Promise<void> {
  const relationships = { license: { data: { type: 'licenses', id } } }
  const data = { type: 'machines', attributes: { fingerprint }, relationships }
  const made = await load.ask({ method: 'POST', path: '/v1/machines', code: key, body: { data } })
  if (made.status !== 201) throw new Error(`a seat was answered with ${made.status}: ${made.text}`)
  const machine = JSON.parse(made.text) as { readonly data: { readonly id: string } }
  const path = `/v1/machines/${machine.data.id}/actions/check-out`
  const file = await load.ask({ method: 'POST', path, code: key })
  if (file.status !== 200) throw new Error(`a check-out was answered with ${file.status}: ${file.text}`)
}

/** Microseconds of processor for each. */
async function spentOn(server: Started, count: number, work: () => Promise<unknown>): Promise<number> {
  const before = server.processor()
  await work()
  return (server.processor() - before) / count
}

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * part) / 100))] ?? Number.NaN
