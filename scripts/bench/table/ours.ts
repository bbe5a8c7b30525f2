/// <reference lib="dom" />
// Stands in for the program behind our page: answers its calls with the same rows. Runs before the page's own script.
import { PRELOAD_API } from '#shared/contract/channels.ts'
import type { MethodResult } from '#shared/contract/contract.ts'
import { DEFAULT_PREFERENCES } from '#shared/contract/default-preferences.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import type { PreloadApi } from '../../../src-renderer/bridge/preload.ts'
import { FakeHost } from '../../../tests/renderer/support/fake-host.ts'
import { benchRows, PAGE_SIZE, PRODUCTS } from './rows.ts'

interface Wanted {
  readonly count: number
}

/** Licenses of seven products each, as `licenses.list` gives them. */
function licenses(count: number): LicenseView[] {
  const rows = benchRows(count)
  const made: LicenseView[] = []
  for (let at = 0; at < rows.length; at += PRODUCTS.length) {
    const own = rows.slice(at, at + PRODUCTS.length)
    const first = own[0]
    if (!first) continue
    made.push({
      id: `license-${at}`,
      owner: first.owner,
      mode: 'online',
      status: first.status,
      mayRun: true,
      end: null,
      until: null,
      untilOf: null,
      expires: first.expires,
      lastCheck: first.lastCheck,
      codeMasked: '•••••-AAAAA',
      activatedOn: first.lastCheck,
      localKeyValidUntil: null,
      maintenanceUntil: null,
      machine: 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56',
      features: [],
      issuedBy: 'b0abfa77',
      policy: null,
      notes: null,
      problem: null,
      products: own.map((row, index) => ({
        code: `product-${index}`,
        name: row.product,
        type: row.type,
        limit: row.limit,
        totalLimit: row.limit,
        usage: row.usage,
        expires: row.expires,
        status: row.status,
        mayRun: true,
        end: null,
        until: null,
        untilOf: null,
      })),
    })
  }
  return made
}

const { count } = (window as unknown as { wanted: Wanted }).wanted
const host = new FakeHost(licenses(count))
host.preferences = {
  ...DEFAULT_PREFERENCES,
  pageSize: PAGE_SIZE,
  sort: [{ column: 'owner', descending: false }],
}
const list: MethodResult<'licenses.list'> = { ok: true, value: { ...host.list(), digest: 'the same' } }

/** As from a program of its own: the list comes when the page around it stands. */
const told = Promise.withResolvers<undefined>()
const bench = { asked: false, mount: () => told.resolve(undefined) }
host.answer('licenses.list', async () => {
  bench.asked = true
  await told.promise
  return list
})

const { client } = host.bridge
const api = {
  call: client.call.bind(client),
  on: client.on.bind(client),
} satisfies Record<keyof PreloadApi, unknown>
Object.assign(window, { [PRELOAD_API]: api, bench })
