// `license …`: selling, looking up and changing licenses (docs/product.md#the-vendors-side).
import type { Command } from 'commander'
import { ok, type Result } from '#shared/result.ts'
import {
  reinstateLicense,
  renewLicense,
  revokeLicense,
  suspendLicense,
  updateLicense,
  type Changed,
} from '../back-office/change-license.ts'
import { createLicense } from '../back-office/create-license.ts'
import { findLicense } from '../back-office/find-license.ts'
import type { Refusal } from '../back-office/refusal.ts'
import type { License } from '../store/licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { gather, orStandardInput, wholeNumber, withVendor } from './command-line.ts'
import { changeOutcome, licenseJson, licenseLines, licenseTable } from './describe-license.ts'
import { addExpiryOptions, addTermOptions, expiryOf, termsOf, type TermOptions } from './license-options.ts'

const LICENSE_HELP = 'id or License Code; "-" reads it from standard input'

export function addLicenseCommands(program: Command): void {
  const license = program.command('license').description('sell, look up and change licenses')
  addCreate(license)
  addList(license)
  addShow(license)
  addUpdate(license)
  addRenew(license)
  addStateChange(license, 'suspend', 'until it is reinstated no machine may use it', suspendLicense)
  addStateChange(license, 'reinstate', 'end a suspension', reinstateLicense)
  addStateChange(license, 'revoke', 'for good: no machine may use it any more', revokeLicense)
}

function addCreate(license: Command): void {
  const create = license
    .command('create')
    .description('sell a license: prints its License Code and its id')
    .requiredOption('--owner <name>', 'who the license is for')
    .requiredOption('--product <code[:limit]>', 'a product of the catalogue; repeat for more', gather)
    .option('--code <code>', 'take over a code of another system; "-" reads it from standard input')
  addTermOptions(addExpiryOptions(create)).action(
    async (options: TermOptions & { owner: string; product: string[]; code?: string }) => {
      const code = options.code === undefined ? undefined : await orStandardInput(options.code)
      await withVendor(create, (vendor) => {
        const terms = {
          ...termsOf(options, vendor.clock()),
          owner: options.owner,
          products: options.product,
          code,
        }
        const created = createLicense(vendor, terms)
        if (!created.ok) return created
        const { id, key } = created.value
        return ok({
          text: `License Code: ${key}\nLicense ID:   ${id}`,
          json: licenseJson(vendor, created.value),
        })
      })
    },
  )
}

function addList(license: Command): void {
  const list = license
    .command('list')
    .description('the newest licenses, or those of an owner; codes are masked, except with --json')
    .option('--owner <text>', 'only owners that begin with this')
    .option('--limit <n>', 'at most so many', wholeNumber(1, 1_000_000), 100)
    .option('--offset <n>', 'leave out the first so many', wholeNumber(0, 1_000_000_000), 0)
  list.action(async (options: { owner?: string; limit: number; offset: number }) => {
    await withVendor(list, (vendor) => {
      const licenses = vendor.store.licenses.list(options)
      const json = { licenses: licenses.map((one) => licenseJson(vendor, one)) }
      return ok({ text: licenseTable(vendor, licenses), json })
    })
  })
}

function addShow(license: Command): void {
  const show = license
    .command('show')
    .description('everything about a license, its code included')
    .argument('<license>', LICENSE_HELP)
  show.action((name: string) =>
    withLicense(show, name, (vendor, found) =>
      ok({ text: licenseLines(vendor, found), json: licenseJson(vendor, found) }),
    ),
  )
}

function addUpdate(license: Command): void {
  const update = license
    .command('update')
    .description('change the terms; what is not named stays. Offline machines need a new answer')
    .argument('<license>', LICENSE_HELP)
    .option('--owner <name>', 'who the license is for')
    .option('--product <code[:limit]>', 'replaces the list of products; repeat for more', gather)
  addTermOptions(addExpiryOptions(update)).action((name: string, options: TermOptions) =>
    withLicense(update, name, (vendor, found) =>
      outcome(vendor, updateLicense(vendor, found.id, termsOf(options, vendor.clock()))),
    ),
  )
}

function addRenew(license: Command): void {
  const renew: Command = license
    .command('renew')
    .description('give a license a later expiry')
    .argument('<license>', LICENSE_HELP)
  addExpiryOptions(renew).action((name: string, options: TermOptions) => {
    if (options.expires === undefined && options.expiresIn === undefined)
      renew.error('error: give --expires or --expires-in')
    return withLicense(renew, name, (vendor, found) =>
      outcome(vendor, renewLicense(vendor, found.id, expiryOf(options, vendor.clock()) ?? null)),
    )
  })
}

function addStateChange(
  license: Command,
  verb: string,
  description: string,
  apply: (vendor: Vendor, id: string) => Result<Changed, Refusal>,
): void {
  const command = license.command(verb).description(description).argument('<license>', LICENSE_HELP)
  command.action((name: string) =>
    withLicense(command, name, (vendor, found) => outcome(vendor, apply(vendor, found.id))),
  )
}

function outcome(vendor: Vendor, changed: Result<Changed, Refusal>) {
  return changed.ok ? ok(changeOutcome(vendor, changed.value)) : changed
}

async function withLicense(
  command: Command,
  name: string,
  work: (vendor: Vendor, license: License) => ReturnType<Parameters<typeof withVendor>[1]>,
): Promise<void> {
  const wanted = await orStandardInput(name)
  await withVendor(command, (vendor) => {
    const found = findLicense(vendor.store, wanted)
    return found.ok ? work(vendor, found.value) : found
  })
}
