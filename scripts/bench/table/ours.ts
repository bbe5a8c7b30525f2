/// <reference lib="dom" />
// Stands in for the program behind our page: answers its calls with the same rows. Runs before the page's own script.
import { benchRows, PRODUCTS } from './rows.ts'

interface Wanted {
  readonly count: number
}

/** Licenses of seven products each, as `licenses.list` gives them. */
function licenses(count: number) {
  const rows = benchRows(count)
  const made = []
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
      })),
    })
  }
  return made
}

const preferences = {
  theme: 'light',
  singleKeys: true,
  pinned: false,
  autoRefresh: false,
  pageSize: null,
  shownColumns: [],
  columnOrder: [],
  columnWidths: {},
  changesToldUntil: null,
  toldEnds: {},
  sort: [],
}
const info = {
  name: 'Activation Desk',
  version: '0',
  host: 'desktop',
  vendor: {
    id: 'v',
    name: 'Vendor',
    uniqueKeyPrefix: 'V',
    codeForm: 'checked',
    supportEmail: '',
    supportUrl: '',
  },
  demo: false,
  offlineOnly: false,
  server: '',
  dataDir: '',
}
const { count } = (window as unknown as { wanted: Wanted }).wanted
const list = {
  revision: '1',
  nextChange: null,
  licenses: licenses(count),
  problems: [],
  returns: [],
  seatReleased: [],
  clock: { state: 'ok', mark: null, now: '2026-11-24T12:00:00.000Z' },
}
const answers: Readonly<Record<string, unknown>> = {
  'app.info': info,
  'licenses.list': list,
  'activity.list': { entries: [], next: null },
  'machine.uniqueKey': { uniqueKey: 'V-AAAAA', source: 'system' },
  'preferences.get': preferences,
  'preferences.set': preferences,
}

/** As from a program of its own: the list comes when the page around it stands. */
async function drawn(): Promise<void> {
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
}

Object.assign(window, {
  activationDesk: {
    call: async (method: string) => {
      if (method === 'licenses.list') {
        await drawn()
        performance.mark('list')
      }
      return { ok: true, value: answers[method] ?? {} }
    },
    on: () => () => undefined,
  },
})
