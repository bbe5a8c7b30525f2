// `return`: what a representative does with a return code that came by mail or phone.
import { Option, type Command } from 'commander'
import { ok } from '#shared/result.ts'
import { findLicense } from '../back-office/find-license.ts'
import { takeReturn, type TakenReturn } from '../back-office/take-return.ts'
import { orStandardInput, withVendor } from './command-line.ts'

interface ReturnOptions {
  readonly code?: string
  readonly license?: string
  readonly uniqueKey: string
  readonly checkOnly?: boolean
}

const SEATS: Readonly<Record<TakenReturn['seat'], string>> = {
  freed: 'The seat is free.',
  already_free: 'The seat was free already.',
  kept: 'The seat is kept: free it with "machine release", or without --check-only.',
}

export function addReturnCommand(program: Command): void {
  const back: Command = program
    .command('return')
    .description('take an offline license back: checks the return code and frees the seat')
    .argument('<return-code>', 'the code that the operator sent')
    .addOption(
      new Option('--code <code>', 'the License Code; "-" reads it from standard input').conflicts('license'),
    )
    .option('--license <id>', 'the license by its id')
    .requiredOption('--unique-key <key>', 'the Unique Key of the machine')
    .option('--check-only', 'only say whether the code holds')
  back.action(async (returnCode: string, options: ReturnOptions) => {
    const named = options.code ?? options.license
    if (named === undefined) back.error('error: give --code or --license')
    const wanted = await orStandardInput(named)
    await withVendor(back, (vendor) => {
      const license = findLicense(vendor.store, wanted)
      if (!license.ok) return license
      const { uniqueKey, checkOnly = false } = options
      const taken = takeReturn(vendor, license.value, { returnCode, uniqueKey, checkOnly })
      if (!taken.ok) return taken
      const { issued, returned, seat } = taken.value
      const text = `The return code holds: the key of ${issued} was returned on ${returned}.\n${SEATS[seat]}`
      return ok({ text, json: { license: license.value.id, ...taken.value } })
    })
  })
}
