// `return`: what a representative does with a return code that came by mail or phone.
import { Option, type Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { findLicense } from '../back-office/find-license.ts'
import { takeReturn } from '../back-office/take-return.ts'
import { orStandardInput, withVendor } from './command-line.ts'

interface ReturnOptions {
  readonly code?: string
  readonly license?: string
  readonly uniqueKey: string
  readonly checkOnly?: boolean
}

export function addReturnCommand(program: Command, words: ServerWords): void {
  const help = words.help.return
  const back: Command = program
    .command('return')
    .description(help.about)
    .argument('<return-code>', help.returnCode)
    .addOption(new Option('--code <code>', help.code).conflicts('license'))
    .option('--license <id>', help.license)
    .requiredOption('--unique-key <key>', help.uniqueKey)
    .option('--check-only', help.checkOnly)
  back.action(async (returnCode: string, options: ReturnOptions) => {
    const named = options.code ?? options.license
    if (named === undefined) back.error(words.misuse.noLicense)
    const wanted = await orStandardInput(named, back, words)
    await withVendor(back, words, async (vendor) => {
      const license = await findLicense(vendor.store, wanted)
      if (!license.ok) return license
      const { uniqueKey, checkOnly = false } = options
      const taken = await takeReturn(vendor, license.value, { returnCode, uniqueKey, checkOnly })
      if (!taken.ok) return taken
      const { issued, returned, seat } = taken.value
      const text = `${words.return.holds(issued, returned)}\n${words.return.seat[seat]}`
      return ok({
        text,
        json: { license: license.value.id, ...taken.value },
        done: words.done.returned(words.return.seat[seat]),
      })
    })
  })
}
