// `license …`: selling, looking up and changing licenses (docs/product.md#the-vendors-side).
import { Option, type Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { MOST_USES } from '../activation/count-uses.ts'
import {
  reinstateLicense,
  renewLicense,
  revokeLicense,
  setUses,
  suspendLicense,
  updateLicense,
  type Changed,
} from '../back-office/change-license.ts'
import { createLicense } from '../back-office/create-license.ts'
import { offlineMachines } from '../back-office/offline-machines.ts'
import { findLicense } from '../back-office/find-license.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import type { License, LicenseSearch } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import { OVERRIDABLE } from '../store/policy-rules.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { gather, orStandardInput, wholeNumber, withVendor } from './command-line.ts'
import { changeOutcome } from './describe-change.ts'
import { licenseJson, licenseLines, licenseTable, partOf, saleLines } from './describe-license.ts'
import { addLicenseExport } from './license-export.ts'
import { addLicenseImport } from './license-import.ts'
import {
  addExpiryOptions,
  addTermOptions,
  expiryOf,
  gatherProducts,
  termsOf,
  type TermOptions,
} from './license-options.ts'

export function addLicenseCommands(program: Command, words: ServerWords): void {
  const license = program.command('license').description(words.help.license.about)
  addCreate(license, words)
  addList(license, words)
  addShow(license, words)
  addLicenseExport(license, words)
  addLicenseImport(license, words)
  addUpdate(license, words)
  addRenew(license, words)
  addPolicy(license, words)
  addUses(license, words)
  const { licenseSuspend, licenseReinstate, licenseRevoke } = words.help
  addStateChange(license, 'suspend', licenseSuspend.about, suspendLicense, words)
  addStateChange(license, 'reinstate', licenseReinstate.about, reinstateLicense, words)
  addStateChange(license, 'revoke', licenseRevoke.about, revokeLicense, words)
}

function addCreate(license: Command, words: ServerWords): void {
  const help = words.help.licenseCreate
  const create = license
    .command('create')
    .description(help.about)
    .requiredOption('--owner <name>', help.owner)
    .requiredOption('--product <code[:limit]>', help.product, gatherProducts(words))
    .option('--code <code>', help.code)
    .option('--policy <policy>', words.help.terms.policy)
  addTermOptions(addExpiryOptions(create, words), words).action(
    async (options: TermOptions & { owner: string; product: string[]; code?: string }) => {
      const code = options.code === undefined ? undefined : await orStandardInput(options.code, create, words)
      await withVendor(create, words, async (vendor) => {
        const terms = {
          ...termsOf(options, vendor.clock()),
          owner: options.owner,
          products: options.product,
          code,
        }
        if (typeof terms.expiry === 'number' && terms.expiry <= vendor.clock())
          return err(refusal('expiry_in_the_past', (refusals) => refusals.saleInThePast))
        const created = await createLicense(vendor, terms)
        if (!created.ok) return created
        const { id } = created.value
        return ok({
          text: saleLines(created.value, words),
          json: await licenseJson(vendor, created.value),
          done: words.done.sold(id),
        })
      })
    },
  )
}

function addList(license: Command, words: ServerWords): void {
  const help = words.help.licenseList
  const list = license
    .command('list')
    .summary(help.summary)
    .description(help.about)
    .addOption(new Option('--owner <text>', help.owner).conflicts('find'))
    .option('--find <text>', help.find)
    .option('--limit <n>', help.limit, wholeNumber(1, 1_000_000, words), 100)
    .option('--offset <n>', help.offset, wholeNumber(0, 1_000_000_000, words), 0)
  list.action(async (options: LicenseSearch) => {
    await withVendor(list, words, async (vendor) => {
      const licenses = await vendor.store.licenses.list(options)
      const total = await vendor.store.licenses.count(options)
      const json = { licenses: await Promise.all(licenses.map((one) => licenseJson(vendor, one))), total }
      const isSought = (options.find ?? options.owner) !== undefined
      const text =
        total === 0
          ? [isSought ? words.none.found : words.none.license]
          : [licenseTable(vendor, licenses, words), ...partOf(licenses, total, options, words)]
      return ok({ text: text.join('\n'), json })
    })
  })
}

function addShow(license: Command, words: ServerWords): void {
  const help = words.help.licenseShow
  const show = license
    .command('show')
    .description(help.about)
    .argument('<license>', words.help.license.license)
  show.action((name: string) =>
    withLicense(show, words, name, async (vendor, found) =>
      ok({ text: await licenseLines(vendor, found, words), json: await licenseJson(vendor, found) }),
    ),
  )
}

function addUpdate(license: Command, words: ServerWords): void {
  const help = words.help.licenseUpdate
  const update = license
    .command('update')
    .summary(help.summary)
    .description(help.about)
    .argument('<license>', words.help.license.license)
    .option('--owner <name>', help.owner)
    .option('--product <code[:limit]>', help.product, gatherProducts(words))
  addTermOptions(addExpiryOptions(update, words), words).action((name: string, options: TermOptions) =>
    withLicense(update, words, name, async (vendor, found) =>
      outcome(
        vendor,
        await updateLicense(vendor, found.id, termsOf(options, vendor.clock())),
        words,
        offlineMachines,
      ),
    ),
  )
}

function addRenew(license: Command, words: ServerWords): void {
  const help = words.help.licenseRenew
  const renew: Command = license
    .command('renew')
    .description(help.about)
    .argument('<license>', words.help.license.license)
  addExpiryOptions(renew, words).action((name: string, options: TermOptions) => {
    if (options.expires === undefined && options.expiresIn === undefined) renew.error(words.misuse.noExpiry)
    return withLicense(renew, words, name, async (vendor, found) =>
      outcome(
        vendor,
        await renewLicense(vendor, found.id, expiryOf(options, vendor.clock()) ?? null),
        words,
        offlineMachines,
      ),
    )
  })
}

function addPolicy(license: Command, words: ServerWords): void {
  const help = words.help.licensePolicy
  const policy: Command = license
    .command('policy')
    .description(help.about)
    .argument('<license>', words.help.license.license)
    .option('--policy <policy>', words.help.terms.policy)
    .option('--set <limit=n>', help.set(OVERRIDABLE.join(', ')), gather)
  policy.action((name: string, { policy: chosen, set }: { policy?: string; set?: string[] }) => {
    if (chosen === undefined && set === undefined) policy.error(words.misuse.noPolicy)
    return withLicense(policy, words, name, async (vendor, found) =>
      outcome(vendor, await updateLicense(vendor, found.id, { policy: chosen, rules: set }), words),
    )
  })
}

function addUses(license: Command, words: ServerWords): void {
  const help = words.help.licenseUses
  const uses = license
    .command('uses')
    .description(help.about)
    .argument('<license>', words.help.license.license)
    .requiredOption('--to <n>', help.to, wholeNumber(0, MOST_USES, words))
  uses.action((name: string, { to }: { to: number }) =>
    withLicense(uses, words, name, async (vendor, found) =>
      outcome(vendor, await setUses(vendor, found.id, to), words),
    ),
  )
}

function addStateChange(
  license: Command,
  verb: string,
  description: string,
  apply: (vendor: Vendor, id: string) => Promise<Result<Changed, Refusal>>,
  words: ServerWords,
): void {
  const command = license
    .command(verb)
    .description(description)
    .argument('<license>', words.help.license.license)
  command.action((name: string) =>
    withLicense(command, words, name, async (vendor, found) =>
      outcome(vendor, await apply(vendor, found.id), words),
    ),
  )
}

/** `outdated`: the machines whose keys do not follow the change. */
async function outcome(
  vendor: Vendor,
  changed: Result<Changed, Refusal>,
  words: ServerWords,
  outdated?: (vendor: Vendor, license: License) => Promise<readonly Machine[]>,
) {
  if (!changed.ok) return changed
  const { license, changes } = changed.value
  const hasAnswers = changes.length > 0 && !license.banned
  const machines = hasAnswers ? await outdated?.(vendor, license) : []
  return ok(await changeOutcome(vendor, changed.value, machines ?? [], words))
}

async function withLicense(
  command: Command,
  words: ServerWords,
  name: string,
  work: (vendor: Vendor, license: License) => ReturnType<Parameters<typeof withVendor>[2]>,
): Promise<void> {
  const wanted = await orStandardInput(name, command, words)
  await withVendor(command, words, async (vendor) => {
    const found = await findLicense(vendor.store, wanted)
    return found.ok ? work(vendor, found.value) : found
  })
}
