// What a change of a license did, in lines for a representative and in JSON for a script.
import { momentOfIso } from '#shared/instant.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { printableLine } from '#shared/printable.ts'
import type { Change, Changed } from '../back-office/change-license.ts'
import type { CoveredProduct, License, LicenseMetadata } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import type { Outcome } from './command-line.ts'
import { licenseJson, overLimitWords, productWords } from './describe-license.ts'

/** One line a field, and which offline machines do not have it yet. */
export async function changeOutcome(
  vendor: Vendor,
  { license, changes }: Changed,
  outdated: readonly Machine[],
  words: ServerWords,
): Promise<Outcome> {
  const lines = await Promise.all(changes.map((change) => changeLine(change, vendor, words)))
  const text = lines.length > 0 ? lines.join('\n') : words.license.nothingToChange
  const hasEnded = !license.banned && license.expiry !== null && license.expiry <= vendor.clock()
  const ended =
    hasEnded && changes.some(({ field }) => field === 'expires')
      ? ['', words.license.hasEnded(license.metadata.graceDays)]
      : []
  const stays = staysOf(license, changes, words)
  const needNewAnswer = outdated.map(({ fingerprint }) => fingerprint)
  const machines = outdated.map(({ fingerprint, hostname }) =>
    `  ${printableLine(fingerprint)}  ${printableLine(hostname ?? '')}`.trimEnd(),
  )
  const said = machines.length === 0 ? [] : ['', words.license.needNewAnswer(machines.length), ...machines]
  const json = { license: await licenseJson(vendor, license), changes, needNewAnswer }
  return { text: [text, ...stays, ...ended, ...said].join('\n'), json, done: words.done.changed }
}

/** That a change does not let it run again, where it is not this one that took it out of force. */
function staysOf({ banned, suspended }: License, changes: readonly Change[], { license }: ServerWords) {
  const state = banned ? 'revoked' : suspended ? 'suspended' : null
  const isKnown = state === null || changes.some(({ field }) => field === state)
  return isKnown ? [] : ['', license.stays[state]]
}

type Words = ServerWords['license']
type Label = { [Name in keyof Words]: Words[Name] extends string ? Name : never }[keyof Words]
type Say = (value: never, vendor: Vendor, words: Words) => string | Promise<string>

const yesOrNo: Say = (value: boolean, _, words) => (value ? words.yes : words.no)
const days: Say = (value: number, _, words) => words.days(value)
const whole: Say = (value: number) => String(value)
const text: Say = (value: string | null) => value ?? '-'
const until: Say = (value: string | null, _, words) => (value === null ? words.never : momentOfIso(value))

/** Of each field that change-license.ts compares: what it is called, and how its value reads. */
const FIELDS: Readonly<Record<string, readonly [Label, Say]>> = {
  application: ['application', async (id: string, { store }) => (await store.products.byId(id))?.code ?? id],
  policy: [
    'policy',
    async (id: string | null, { store }) => (id && (await store.policies.byId(id))?.name) ?? '-',
  ],
  expires: ['expires', until],
  machines: ['machines', whole],
  checkOutDays: ['checkOut', days],
  uses: ['uses', whole],
  suspended: ['suspended', yesOrNo],
  revoked: ['revoked', yesOrNo],
  owner: ['owner', text],
  products: [
    'products',
    (value: readonly CoveredProduct[], _, words) =>
      value.map((product) => productWords(product, words)).join(', '),
  ],
  graceDays: ['grace', days],
  overLimit: ['overLimit', (value: LicenseMetadata['overLimit'], _, words) => overLimitWords(value, words)],
  maintenanceUntil: ['maintenance', (value: string | null) => (value === null ? '-' : momentOfIso(value))],
  features: ['features', (value: readonly string[]) => value.join(', ') || '-'],
  notes: ['notes', text],
}

async function changeLine(
  { field, before, after }: Change,
  vendor: Vendor,
  { license: words }: ServerWords,
): Promise<string> {
  const known = FIELDS[field]
  const said = async (value: unknown) =>
    printableLine(known ? await known[1](value as never, vendor, words) : JSON.stringify(value))
  return `${known ? words[known[0]] : field}: ${await said(before)} → ${await said(after)}`
}
