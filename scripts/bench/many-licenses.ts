// Data folders with very many licenses, each with a key of its own, laid out as activations of an operator leave them.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { codeDigest } from '#main/adapters/file-store/layout.ts'
import { answerOffline } from '#server/back-office/answer-offline.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { makeProfile } from '#server/back-office/make-profile.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { settled } from '../testkit/kit-vendor.ts'

const root = path.resolve(import.meta.dirname, '../..')
export const deskProgram = path.join(root, 'dist/cli/activation-desk.mjs')
const TEMPLATE = path.join(root, 'assets/vendor/virtualmetric.json')
const PRODUCTS = [
  'virtualization:16',
  'server-vm:800',
  'network:250',
  'storage',
  'log:50',
  'service',
  'inventory',
]
const MACHINE = '0123456789abcdef0123456789abcdef'

/** Of the vendor that is made there. */
export const profileIn = (folder: string): string => path.join(folder, 'vendor.json')

/** The options of a desk with so many licenses, for each of `sizes`; each license covers `products`. */
export async function manyLicenses(
  folder: string,
  sizes: readonly number[],
  products: readonly string[] = PRODUCTS,
): Promise<(readonly string[])[]> {
  const office = path.join(folder, 'vendor')
  settled(await initVendor(office, JSON.parse(readFileSync(TEMPLATE, 'utf8')), Date.now() - 60_000))
  const vendor = settled(await openVendor(office))
  const profileFile = profileIn(folder)
  writeFileSync(profileFile, JSON.stringify(settled(await makeProfile(vendor, { machineIdFile: true }))))
  const first = path.join(folder, 'first')
  mkdirSync(first)
  writeFileSync(path.join(first, 'machine-id'), `${MACHINE}\n`)
  const options = (dataDir: string) => ['--vendor', profileFile, '--data-dir', dataDir]
  const desk = (...args: string[]) =>
    execFileSync(process.execPath, [deskProgram, ...options(first), '--json', ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
    })
  const { uniqueKey } = JSON.parse(desk('unique-key')) as { uniqueKey: string }
  const sell = async (count: number) => {
    const terms = { owner: `Customer ${count}`, products: [...products], machines: 1 }
    const license = settled(await createLicense(vendor, terms))
    return { license, key: settled(await answerOffline(vendor, license, { uniqueKey })).file.certificate }
  }
  const { license, key } = await sell(0)
  const keyFile = path.join(folder, 'key.lic')
  writeFileSync(keyFile, key)
  desk('activate', license.key, '--offline-key', keyFile)
  const [name = ''] = readdirSync(path.join(first, 'licenses'))
  const noted = JSON.parse(
    readFileSync(path.join(first, 'licenses', name, 'activation.json'), 'utf8'),
  ) as object
  const made: (readonly string[])[] = []
  for (const size of sizes) {
    const dataDir = path.join(folder, `desk-${size}`)
    cpSync(first, dataDir, { recursive: true })
    for (let count = 1; count < size; count += 1) {
      const { license: another, key: anotherKey } = await sell(count)
      const place = path.join(dataDir, 'licenses', another.id)
      mkdirSync(path.join(place, 'answers'), { recursive: true })
      writeFileSync(path.join(place, 'code'), `${another.key}\n`)
      const facts = { ...noted, id: another.id, codeDigest: codeDigest(another.key) }
      writeFileSync(path.join(place, 'activation.json'), `${JSON.stringify(facts)}\n`)
      writeFileSync(path.join(place, 'machine.lic'), anotherKey)
    }
    made.push(options(dataDir))
  }
  await vendor.close()
  return made
}
