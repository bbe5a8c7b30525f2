// An offline bundle that may not be installed.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { resultOf, runDesk } from '#tests/support/cli.ts'
import { makeBundle, newUpdateKey } from '#tests/support/offline-bundles.ts'
import { loadProfile } from '#tests/support/profile.ts'
import type { Scenario, Scenarios, World } from './scenario.ts'

const { privateKey, updateKey } = newUpdateKey()

const verifying =
  (bundle: Buffer, known: { updateKey?: string } = { updateKey }): Scenario =>
  async (world: World) => {
    const folder = world.cleanup.folder()
    const [profile, file] = [path.join(folder, 'vendor.json'), path.join(folder, 'bundle.tar')]
    writeFileSync(profile, JSON.stringify({ ...loadProfile(), ...known }))
    writeFileSync(file, bundle)
    return resultOf(
      await runDesk(['--json', '--vendor', profile, '--data-dir', folder, 'verify-bundle', file]),
    )
  }

export const bundles: Scenarios<
  | 'bundle_key_missing'
  | 'bundle_not_readable'
  | 'bundle_signature_invalid'
  | 'bundle_for_other'
  | 'bundle_of_test_build'
  | 'bundle_not_newer'
  | 'bundle_file_wrong'
> = {
  bundle_key_missing: verifying(makeBundle(privateKey), {}),
  bundle_not_readable: verifying(Buffer.from('no bundle')),
  bundle_signature_invalid: verifying(makeBundle(newUpdateKey().privateKey)),
  bundle_for_other: verifying(makeBundle(privateKey, { platform: 'plan9-mips' })),
  bundle_of_test_build: verifying(makeBundle(privateKey, { testBuild: true })),
  bundle_not_newer: verifying(makeBundle(privateKey, { version: '0.0.1' })),
  bundle_file_wrong: verifying(makeBundle(privateKey, {}, (parts) => parts.slice(0, -1))),
}
