// What a gate can answer, one store each: how it comes about, and what the product that asks gets.
import { chmodSync, cpSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { MethodErrorCode } from '#shared/contract/contract.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import { suspendLicense, revokeLicense } from '#server/back-office/change-license.ts'
import type { License } from '#server/store/licenses.ts'
import { FEATURE, LIMIT, MAINTENANCE, settled, type KitMachine, type KitVendor } from './kit-vendor.ts'

export type Refusal = MethodErrorCode<'licenses.check'>
type Expected = Pick<GateAnswer, 'mayRun' | 'status' | 'reason'> | { readonly error: Refusal }

export interface Case {
  /** The folder in `stores/`. */
  readonly store: string
  readonly says: string
  /** After `check --product CODE`. */
  readonly asks: readonly string[]
  readonly expected: Expected
  readonly make: (vendor: KitVendor, machine: KitMachine) => Promise<unknown>
}

const runs = (status: GateAnswer['status']): Expected => ({ mayRun: true, status, reason: null })
const stops = (status: GateAnswer['status'], reason: GateAnswer['reason'] = status): Expected => ({
  mayRun: false,
  status,
  reason,
})
const untold = (error: Refusal): Expected => ({ error })

type Making = Case['make']

/** Activated so many days ago, and nothing but time since. */
const since =
  (
    days: number,
    terms: (vendor: KitVendor) => Parameters<KitVendor['sell']>[0],
    mode: 'online' | 'offline',
  ): Making =>
  async (vendor, machine) => {
    vendor.moveTo(-days)
    await vendor[mode](machine, await vendor.sell(terms(vendor)))
    vendor.moveTo(0)
  }
const offline = (days: number, terms: (vendor: KitVendor) => Parameters<KitVendor['sell']>[0] = () => ({})) =>
  since(days, terms, 'offline')

const over =
  (overLimit: 'allow' | 'refuse'): Making =>
  async (vendor, machine) => {
    await vendor.offline(machine, await vendor.sell({ overLimit }))
    await report(vendor, machine, LIMIT + 1)
  }

const report = async ({ product }: KitVendor, { router }: KitMachine, usage: number) =>
  settled(await router.call('usage.set', { product, usage }))

/** The vendor changes its mind, and the machine hears of it. */
const told =
  (change: (vendor: KitVendor, license: License) => unknown): Making =>
  async (vendor, machine) => {
    vendor.moveTo(-2)
    const license = await vendor.online(machine)
    vendor.moveTo(-1)
    await change(vendor, license)
    await machine.router.call('licenses.refresh', {})
    vendor.moveTo(0)
  }

/** Something happened to the files of a whole one. */
const then =
  (damage: (dataDir: string, license: License) => unknown): Making =>
  async (vendor, machine) => {
    const license = await vendor.offline(machine, await vendor.sell({ overLimit: 'refuse' }))
    await report(vendor, machine, LIMIT)
    damage(machine.dataDir, license)
  }
const cut = (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))
const fileOf = (dataDir: string, license: License) =>
  path.join(dataDir, 'licenses', license.id, 'machine.lic')

async function givenBack(vendor: KitVendor, { dataDir, router }: KitMachine): Promise<void> {
  const license = await vendor.online({ dataDir, router })
  const [licenses, kept] = [path.join(dataDir, 'licenses'), path.join(dataDir, '..', '.kept')]
  cpSync(licenses, kept, { recursive: true })
  settled(await router.call('licenses.deactivate', { id: license.id }))
  rmSync(licenses, { recursive: true, force: true })
  cpSync(kept, licenses, { recursive: true })
  rmSync(kept, { recursive: true })
}

const ANY_BUILD = ['--built', '2026-01-01']
const asked = (
  store: string,
  says: string,
  expected: Expected,
  make: Making,
  asks: readonly string[] = [],
): Case => ({
  store,
  says,
  asks,
  expected,
  make,
})

export const CASES: readonly Case[] = [
  asked('active', 'licensed', runs('active'), offline(1)),
  asked(
    'active-online',
    'licensed, activated over the network',
    runs('active'),
    since(1, () => ({}), 'online'),
  ),
  asked(
    'expiring',
    'ends within 30 days',
    runs('expiring'),
    offline(1, (v) => ({ expiry: v.at(10) })),
  ),
  asked(
    'grace',
    'ended, in its days of grace',
    runs('grace'),
    offline(9, (v) => ({ expiry: v.at(-2) })),
  ),
  asked(
    'check-overdue',
    'not refreshed for 15 days',
    runs('check_overdue'),
    since(15, () => ({}), 'online'),
  ),
  asked(
    'over-limit',
    'more in use than licensed, which this license allows',
    runs('over_limit'),
    over('allow'),
  ),
  asked(
    'maintained',
    'maintenance covers the version',
    runs('active'),
    offline(1, () => ({ maintenanceUntil: MAINTENANCE.runs })),
    ANY_BUILD,
  ),
  asked(
    'feature',
    `licensed with the feature ${FEATURE}`,
    runs('active'),
    offline(1, () => ({ features: [FEATURE] })),
    ['--feature', FEATURE],
  ),
  asked('not-licensed', 'no license here', stops('not_licensed'), () => Promise.resolve()),
  asked(
    'expired',
    'its days of grace are over',
    stops('expired'),
    offline(30, (v) => ({ expiry: v.at(-20) })),
  ),
  asked(
    'check-overdue-ended',
    'not refreshed, and the days of grace after that are over',
    stops('check_overdue'),
    since(60, () => ({}), 'online'),
  ),
  asked(
    'over-limit-refused',
    'more in use than licensed, which this license refuses',
    stops('over_limit'),
    over('refuse'),
  ),
  asked(
    'suspended',
    'put on hold by the vendor',
    stops('suspended'),
    told(async ({ vendor }, { id }) => settled(await suspendLicense(vendor, id))),
  ),
  asked(
    'revoked',
    'withdrawn by the vendor',
    stops('revoked'),
    told(async ({ vendor }, { id }) => settled(await revokeLicense(vendor, id))),
  ),
  asked('clock-wrong', 'the clock stands before what the vendor signed', stops('clock_problem'), offline(-5)),
  asked(
    'other-machine',
    'the license is of another machine',
    stops('other_machine'),
    then((dataDir) => writeFileSync(path.join(dataDir, 'machine-id'), `${'0123456789abcdef'.repeat(2)}\n`)),
  ),
  asked(
    'given-back',
    'a license whose seat was given back, and whose files were put back by hand',
    stops('invalid'),
    givenBack,
  ),
  asked(
    'maintenance-ended',
    'the version is younger than its maintenance',
    stops('active', 'maintenance_ended'),
    offline(1, () => ({ maintenanceUntil: MAINTENANCE.ended })),
    ANY_BUILD,
  ),
  asked(
    'no-feature',
    'the license has not the feature',
    stops('active', 'feature_not_licensed'),
    offline(1),
    ['--feature', FEATURE],
  ),
  asked(
    'license-damaged',
    'the license’s file was cut off',
    untold('license_damaged'),
    then((dataDir, license) => cut(fileOf(dataDir, license))),
  ),
  asked(
    'usage-lost',
    'what the product reported was cut off',
    untold('usage_damaged'),
    then((dataDir) => cut(path.join(dataDir, 'usage.json'))),
  ),
  asked(
    'usage-unread',
    'a folder lies in the place of what the product reported',
    untold('usage_not_readable'),
    then((dataDir) => {
      rmSync(path.join(dataDir, 'usage.json'))
      mkdirSync(path.join(dataDir, 'usage.json'))
    }),
  ),
  asked(
    'no-permission',
    'a file that the user may not read (as root, see below)',
    untold('store_not_readable'),
    then((dataDir) => chmodSync(path.join(dataDir, 'machine-id'), 0)),
  ),
  asked(
    'store-away',
    'the licenses are gone, as of a disk that is not mounted',
    untold('store_unreachable'),
    then((dataDir) => rmSync(path.join(dataDir, 'licenses'), { recursive: true })),
  ),
  asked(
    'store-newer',
    'a later version of the app changed what is stored',
    untold('store_newer'),
    then((dataDir) => writeFileSync(path.join(dataDir, 'store.json'), '{"writers":99,"gate":99}\n')),
  ),
  asked(
    'machine-id-wrong',
    'the file with the machine’s id holds none',
    untold('machine_id_file_invalid'),
    then((dataDir) => writeFileSync(path.join(dataDir, 'machine-id'), 'none\n')),
  ),
  asked(
    'machine-id-gone',
    'the file with the machine’s id is gone',
    untold('machine_id_not_readable'),
    then((dataDir) => rmSync(path.join(dataDir, 'machine-id'))),
  ),
]

/** What no folder can bring about, and why. */
export const WITHOUT_A_STORE: readonly (readonly [readonly (Refusal | 'unknown')[], string])[] = [
  [
    ['machine_id_missing', 'machine_id_not_usable'],
    'the system’s own id decides; every store of a kit brings its own',
  ],
  [['vendor_without_keys'], 'no build is made without keys'],
  [['unknown'], 'a status that the list shows; the gate says `usage_damaged` or `license_damaged` of it'],
]
