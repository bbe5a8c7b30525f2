// `profile`: the vendor profile that the app is built with.
import type { Command } from 'commander'
import { ok } from '#shared/result.ts'
import { makeProfile, type ProfileOptions } from '../back-office/make-profile.ts'
import { withVendor } from './command-line.ts'

export function addProfileCommand(program: Command): void {
  const profile = program
    .command('profile')
    .description('print the vendor profile for the app: address, public keys, products (always JSON)')
    .option('--url <url>', "address of the server with its version path; the vendor file's where left out")
    .option('--demo', 'the app says on every page that this is a demo')
    .option('--machine-id-file', "let an administrator set a machine's id by a file")
    .option('--offline-only', 'the app opens no socket at all')
  profile.action((options: ProfileOptions) =>
    withVendor(profile, (vendor) => {
      const made = makeProfile(vendor, options)
      return made.ok ? ok({ text: JSON.stringify(made.value, null, 2), json: made.value }) : made
    }),
  )
}
