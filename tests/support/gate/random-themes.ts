// What a store of chance is about, so that no answer is too seldom: what of its license and of all else is no chance then.
import type { Question } from '#main/core/standing/gate.ts'
import { licenseMethods } from '#shared/contract/license-methods.ts'
import { gateAnswer } from '#shared/contract/views.ts'
import { iso } from '#shared/instant.ts'
import type { Chance } from './chance.ts'
import type { Entries, Entry, GateCase } from './gate-case.ts'
import { at, MACHINE_ID, NOW, OTHER_ID } from './gate-vendor.ts'
import { cutOrChanged, damaged, lostUsage, unreadUsage } from './random-damage.ts'
import { whole, type Over, type Terms } from './random-license.ts'

/** What every gate has to come to often enough, from the contract, so that a new one is not forgotten. `unknown` is a refusal at the gate. */
export const OUTCOMES: readonly string[] = [
  ...gateAnswer.shape.reason.unwrap().options.filter((reason) => reason !== 'unknown'),
  ...licenseMethods['licenses.check'].errors,
  // Of a library alone.
  'invalid_input',
  'profile_invalid',
]
export const THEMES: readonly string[] = [
  ...OUTCOMES,
  ...['active', 'license_damaged', 'revoked', 'check_overdue', 'machine_id_missing', 'usage_damaged'],
  ...['usage_not_readable', 'maintenance_lends', 'maintenance_lends', 'damage', 'damage', 'damage'],
]

const HEALTHY: Terms = {
  end: null,
  suspended: false,
  says: null,
  machineId: MACHINE_ID,
  products: ['alpha'],
  fileEnd: null,
  issued: -3,
}
const REFUSING: Terms = { ...HEALTHY, overLimit: 'refuse', limit: 16 }

/** Of the first license; what is not said is left to chance. */
export function forcedBy(theme: string, chance: Chance): Terms {
  switch (theme) {
    case 'expiring':
      return { ...HEALTHY, end: chance.between(0.1, 29) }
    case 'grace':
      return { ...HEALTHY, end: chance.between(-9, -0.1), grace: 10 + chance.upTo(20) }
    case 'expired':
      return { ...HEALTHY, end: chance.between(-60, -21), grace: chance.upTo(20) }
    case 'check_overdue':
      return {
        ...HEALTHY,
        typed: false,
        says: 'VALID',
        issued: -20,
        fileEnd: chance.between(-6, -0.1),
        grace: chance.upTo(12),
      }
    case 'over_limit':
      return { ...HEALTHY, limit: 16, overLimit: chance.oneOf<Over>(['allow', 'refuse', chance.upTo(9)]) }
    case 'suspended':
      return chance.happens(0.5)
        ? { ...HEALTHY, typed: false, suspended: true }
        : { ...HEALTHY, typed: false, says: 'SUSPENDED' }
    case 'revoked':
      return { ...HEALTHY, says: 'BANNED' }
    case 'other_machine':
    case 'machine_id_not_readable':
      return { ...HEALTHY, machineId: OTHER_ID }
    case 'not_licensed':
      return { ...HEALTHY, products: ['gamma'] }
    case 'maintenance_ended':
      return { ...HEALTHY, maintenance: chance.between(-300, -31) }
    // Several that would run, of which some do not cover the version that asks.
    case 'maintenance_lends':
      return {
        ...HEALTHY,
        limit: chance.oneOf([null, 4, 8, 16, 16]),
        overLimit: chance.oneOf<Over>(['allow', 'refuse', 'refuse', chance.upTo(9)]),
        maintenance: chance.oneOf([null, chance.between(-300, -31), chance.between(-30, 30)]),
      }
    case 'usage_damaged':
    case 'usage_not_readable':
      return chance.happens(0.5) ? REFUSING : { ...REFUSING, overLimit: chance.upTo(30) }
    default:
      return theme === 'damage' ? {} : HEALTHY
  }
}

const NO_QUESTIONS: readonly Partial<Question>[] = [
  { product: '' },
  { product: 'a'.repeat(201) },
  { feature: '' },
  { feature: '𝄞'.repeat(101) },
  { built: '2027-02-30' },
  { built: '2027-02-01T12:00' },
]
const NO_PROFILES: readonly object[] = [
  { id: '' },
  { name: 'a'.repeat(101) },
  { uniqueKeyPrefix: 7 },
  { server: null },
  { machineIdFile: 'true' },
  { keys: [{}] },
  { catalogue: [{ number: 0, code: 'alpha', name: 'Alpha', type: 'Socket' }] },
]

/** What a theme does to a whole case. */
export function bentBy(theme: string, one: GateCase, chance: Chance): GateCase {
  const { store } = one
  const places = Object.keys(store)
  const keys = places.filter((place) => /\/(machine\.lic|typed\.key)$/.test(place))
  const [firstKey = ''] = keys
  const put = (more: Entries): GateCase => ({ ...one, store: { ...store, ...more } })
  const gone = (...names: readonly string[]): Entries =>
    Object.fromEntries(Object.entries(store).filter(([place]) => !names.includes(place)))
  const withId = (sources: GateCase['sources']): GateCase => ({ ...one, store: gone('machine-id'), sources })
  switch (theme) {
    case 'invalid_input':
      return { ...one, ask: { ...one.ask, ...chance.oneOf(NO_QUESTIONS) } }
    case 'profile_invalid':
      return { ...one, profile: { ...one.profile, ...chance.oneOf(NO_PROFILES) } }
    case 'vendor_without_keys':
      return { ...one, profile: { ...one.profile, keys: [] } }
    case 'store_newer':
      return put({
        'store.json': { text: `{"writers":1,"gate":${2 + chance.upTo(9)}${chance.happens(0.5) ? '}' : ''}` },
      })
    case 'store_not_readable':
      return chance.happens(0.5)
        ? put({ [firstKey]: { ...store[firstKey], mode: 0 } as Entry })
        : put({
            [chance.oneOf([firstKey.replace(/[^/]*$/, ''), 'licenses']).replace(/\/$/, '')]: {
              folder: true,
              mode: 0,
            },
          })
    case 'store_unreachable':
      return {
        ...one,
        store: {
          ...Object.fromEntries(Object.entries(store).filter(([place]) => !place.startsWith('licenses/'))),
          ...(chance.happens(0.3) && { licenses: chance.oneOf<Entry>([{ text: '' }, { folder: true }]) }),
        },
      }
    case 'license_damaged':
      return put({ [firstKey]: { text: cutOrChanged(textOf(store[firstKey]), chance) } })
    case 'invalid':
      return put({ 'returned.json': { text: JSON.stringify({ returned: returnsOf(store) }) } })
    case 'machine_id_file_invalid':
      return put({
        'machine-id': chance.oneOf<Entry>([
          { text: 'x' },
          { text: '' },
          { folder: true },
          { text: '0'.repeat(32) },
        ]),
      })
    case 'machine_id_missing':
      return withId(
        chance.oneOf<GateCase['sources']>([
          {},
          { '/etc/machine-id': { text: '' } },
          { '/etc/machine-id': { text: ' \n' } },
        ]),
      )
    case 'machine_id_not_usable':
      return withId({
        '/etc/machine-id': { text: chance.oneOf(['uninitialized\n', '0'.repeat(32), '1234\n']) },
      })
    case 'machine_id_not_readable':
      return chance.happens(0.5)
        ? withId({ '/var/lib/dbus/machine-id': { text: '' }, '/etc/machine-id': { text: MACHINE_ID } })
        : withId({ '/var/lib/dbus/machine-id': { folder: true }, '/etc/machine-id': { text: MACHINE_ID } })
    case 'clock_problem':
      return put({ 'clock.json': { text: JSON.stringify({ latestSigned: at(chance.between(1.001, 900)) }) } })
    case 'maintenance_ended':
      return {
        ...one,
        ask: { ...one.ask, built: iso(whole(chance.between(-30, 30))).slice(0, chance.oneOf([10, 24])) },
      }
    case 'maintenance_lends':
      return {
        ...one,
        ask: {
          ...one.ask,
          built: iso(whole(chance.between(-40, 40))),
          ...(chance.happens(0.5) && { feature: chance.oneOf(['a', 'ü', 'zzz']) }),
        },
      }
    case 'feature_not_licensed':
      return { ...one, ask: { ...one.ask, feature: 'zzz' } }
    case 'usage_damaged':
      return { ...one, store: { ...gone('usage/alpha.json', 'usage.json'), ...lostUsage(chance) } }
    case 'usage_not_readable':
      return { ...one, store: { ...gone('usage/alpha.json', 'usage.json'), ...unreadUsage(chance) } }
    case 'damage':
      return damaged(one, chance)
    default:
      return one
  }
}

const textOf = (entry: Entry | undefined): string => (entry && 'text' in entry ? entry.text : '')

/** Of every license here, whatever its folder is called. */
const returnsOf = (store: Entries): unknown[] =>
  Object.keys(store).flatMap((place) => {
    const [, folder] = /^licenses\/([^/]+)\/code$/.exec(place) ?? []
    return folder === undefined ? [] : [{ licenseId: folder, issued: NOW, returned: NOW, returnCode: 'R' }]
  })
