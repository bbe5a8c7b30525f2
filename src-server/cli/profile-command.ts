// `profile`: the vendor profile that the app is built with.
import type { Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { makeProfile, type ProfileOptions } from '../back-office/make-profile.ts'
import { withVendor } from './command-line.ts'

export function addProfileCommand(program: Command, words: ServerWords): void {
  const help = words.help.profile
  const profile = program
    .command('profile')
    .description(help.about)
    .option('--url <url>', help.url)
    .option('--demo', help.demo)
    .option('--machine-id-file', help.machineIdFile)
    .option('--offline-only', help.offlineOnly)
  profile.action((options: ProfileOptions) =>
    withVendor(profile, words, async (vendor) => {
      const made = await makeProfile(vendor, options)
      if (!made.ok) return made
      return ok({ text: JSON.stringify(made.value, null, 2), json: made.value, verbatim: true })
    }),
  )
}
