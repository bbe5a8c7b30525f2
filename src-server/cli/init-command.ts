// `init`: prepares the data folder of a vendor.
import { getAsset, isSea } from 'node:sea'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { insteadOfFile } from '#shared/files/given-file.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { initVendor } from '../vendor/init-vendor.ts'
import { MOST_INPUT, readFileAtMost } from './bounded-input.ts'
import { globalOptions, reportFaults } from './command-line.ts'

/** Inside of the one file, else of the checkout. */
const TEMPLATE = 'vendor/virtualmetric.json'
const DEFAULT_VENDOR = isSea()
  ? TEMPLATE
  : fileURLToPath(new URL(`../../assets/${TEMPLATE}`, import.meta.url))

export function addInitCommand(program: Command, words: ServerWords): void {
  const init = program
    .command('init')
    .description(words.help.init.about)
    .option('--vendor <file>', words.help.init.vendor, DEFAULT_VENDOR)
  init.action(({ vendor }: { vendor: string }) =>
    reportFaults(init, words, async () => {
      const { dataDir, database } = globalOptions(init, words)
      const template = readTemplate(vendor)
      const made = template.ok ? await initVendor(dataDir, template.value, Date.now(), database) : template
      if (!made.ok) return made
      const { account, keyId, productId } = made.value
      const text = words.ready(account.vendor.name, dataDir, account.id, productId, keyId)
      return ok({
        text,
        json: { dataDir, account: account.id, product: productId, key: keyId },
        done: words.done.changed,
      })
    }),
  )
}

function readTemplate(path: string): Result<unknown, Refusal> {
  try {
    const isInside = isSea() && path === TEMPLATE
    if (isInside) return ok(JSON.parse(getAsset(TEMPLATE, 'utf8')))
    const is = insteadOfFile(path)
    if (is !== null) return err(refusal('vendor_file_invalid', (said) => said.vendorFileNoFile(path, is)))
    const bytes = readFileAtMost(path)
    if (bytes) return ok(JSON.parse(textOfBytes(bytes)))
    return err(refusal('vendor_file_invalid', (said) => said.vendorFileTooLarge(path, MOST_INPUT)))
  } catch (error) {
    return err(
      refusal('vendor_file_invalid', (said) =>
        error instanceof SyntaxError ? said.vendorFileNotJson(path) : said.vendorFileNotRead(path),
      ),
    )
  }
}
