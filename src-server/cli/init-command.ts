// `init`: prepares the data folder of a vendor.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { initVendor } from '../vendor/init-vendor.ts'
import { globalOptions, reportFaults } from './command-line.ts'

const DEFAULT_VENDOR = fileURLToPath(new URL('../../assets/vendor/virtualmetric.json', import.meta.url))

export function addInitCommand(program: Command): void {
  const init = program
    .command('init')
    .description('make the signing key and the database; refuses a folder that has them')
    .option('--vendor <file>', 'vendor profile with the name, prefix and catalogue', DEFAULT_VENDOR)
  init.action(({ vendor }: { vendor: string }) =>
    reportFaults(init, () => {
      const { dataDir } = globalOptions(init)
      const template = readTemplate(vendor)
      const made = template.ok ? initVendor(dataDir, template.value, Date.now()) : template
      if (!made.ok) return made
      const { account, keyId, productId } = made.value
      const text = [
        `Ready for ${account.vendor.name} in ${dataDir}`,
        `Account:     ${account.id}`,
        `Application: ${productId}`,
        `Signing key: ${keyId} (back up the folder "keys": no license can be issued without it)`,
      ].join('\n')
      return ok({ text, json: { dataDir, account: account.id, product: productId, key: keyId } })
    }),
  )
}

function readTemplate(path: string): Result<unknown, Refusal> {
  try {
    return ok(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read'
    return err(refusal('vendor_file_invalid', `the vendor file ${path} ${why}`))
  }
}
