// `policy …`: the rules that the clients of a license are held to (docs/vendor-guide.md#policies).
import type { Command } from 'commander'
import { iso } from '#shared/instant.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { printableLine } from '#shared/printable.ts'
import { ok } from '#shared/result.ts'
import { createPolicy, updatePolicy } from '../back-office/change-policy.ts'
import { findPolicy } from '../back-office/find-policy.ts'
import type { Policy } from '../store/policies.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { gather, withVendor } from './command-line.ts'
import { fieldLines, table } from './describe-license.ts'

interface PolicyOptions {
  readonly name?: string
  readonly application?: string
  readonly set?: string[]
}

export function addPolicyCommands(program: Command, words: ServerWords): void {
  const policy = program.command('policy').description(words.help.policy.about)
  addCreate(policy, words)
  addUpdate(policy, words)
  addList(policy, words)
  addShow(policy, words)
}

function addCreate(policy: Command, words: ServerWords): void {
  const help = words.help.policyCreate
  const create = policy
    .command('create')
    .description(help.about)
    .requiredOption('--name <name>', words.help.policy.name)
    .option('--application <code>', words.help.terms.application)
    .option('--set <rule=value>', words.help.policy.set, gather)
  create.action(({ set, ...options }: PolicyOptions) =>
    withVendor(create, words, async (vendor) => {
      const created = await createPolicy(vendor, { ...options, rules: set })
      return created.ok ? ok(await shown(vendor, created.value, words)) : created
    }),
  )
}

function addUpdate(policy: Command, words: ServerWords): void {
  const update = policy
    .command('update')
    .description(words.help.policyUpdate.about)
    .argument('<policy>', words.help.policy.policy)
    .option('--name <name>', words.help.policy.name)
    .option('--set <rule=value>', words.help.policy.set, gather)
  update.action((wanted: string, { name, set }: PolicyOptions) =>
    withVendor(update, words, async (vendor) => {
      const found = await findPolicy(vendor.store, wanted)
      if (!found.ok) return found
      const changed = await updatePolicy(vendor, found.value.id, { name, rules: set })
      if (!changed.ok) return changed
      const { policy: after, changes } = changed.value
      const lines = changes.map((one) => `${one.field}: ${ruleText(one.before)} → ${ruleText(one.after)}`)
      const text = lines.length > 0 ? lines.join('\n') : words.license.nothingToChange
      return ok({
        text,
        json: { policy: await policyJson(vendor, after), changes },
        done: words.done.changed,
      })
    }),
  )
}

function addList(policy: Command, words: ServerWords): void {
  const list = policy.command('list').description(words.help.policyList.about)
  list.action(() =>
    withVendor(list, words, async (vendor) => {
      const all = await vendor.store.policies.all()
      const policies = await Promise.all(all.map((one) => policyJson(vendor, one)))
      const { heads } = words
      const rows = policies.map((one) => [one.id, one.name, one.application ?? '-', String(one.licenses)])
      const text = table([[heads.id, heads.name, heads.application, heads.licenses], ...rows])
      return ok({ text, json: { policies } })
    }),
  )
}

function addShow(policy: Command, words: ServerWords): void {
  const show = policy
    .command('show')
    .description(words.help.policyShow.about)
    .argument('<policy>', words.help.policy.policy)
  show.action((wanted: string) =>
    withVendor(show, words, async (vendor) => {
      const found = await findPolicy(vendor.store, wanted)
      return found.ok ? ok(await shown(vendor, found.value, words)) : found
    }),
  )
}

async function policyJson(
  { store }: Vendor,
  { id, name, productId, rules, standard, created, updated }: Policy,
) {
  const application = (await store.products.byId(productId))?.code ?? null
  const licenses = await store.policies.licensesOf(id)
  return { id, name, application, licenses, standard, rules, created: iso(created), updated: iso(updated) }
}

/** The rules in Keygen's words, as `--set` takes them. */
async function shown(vendor: Vendor, policy: Policy, words: ServerWords) {
  const json = await policyJson(vendor, policy)
  const text = fieldLines([
    [words.policy.name, json.name],
    [words.policy.id, json.id],
    [words.license.application, json.application ?? '-'],
    [words.policy.licenses, String(json.licenses)],
  ])
  const rules = Object.entries(policy.rules).map(([name, value]) => `${name}=${ruleText(value)}`)
  return { text: [text, '', ...rules].join('\n'), json, done: words.done.changed }
}

/** A rule as `--set` takes it, or a name. */
const ruleText = (value: unknown): string =>
  printableLine(value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value))
