// npm run testkit: a vendor for the CI of a licensed product, with a store for each answer that the gate can give.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inWords, NotStarted, readOptions, refuse } from './in-words.ts'
import { buildOneFiles } from './sea.ts'
import { SYSTEMS, type SystemName } from './sea/node-binary.ts'
import { CASES } from './testkit/cases.ts'
import { CLOCK_STANDS_AT, KitVendor } from './testkit/kit-vendor.ts'
import { exitOf, questionOf, readme } from './testkit/readme.ts'

const root = path.resolve(import.meta.dirname, '..')
const HERE = `${process.platform}-${process.arch}`

const HELP = `npm run testkit -- [--profile FILE] [--system NAME …] [--output DIR]
  --profile FILE   your vendor profile, for its products (default: assets/vendor/virtualmetric.json);
                   id, name, prefix and keys become those of a test vendor
  --system NAME    where the program is to run: ${Object.keys(SYSTEMS).join(', ')} (default: this one)
  --output DIR     a folder that is empty or not there yet (default: release/testkit)`

export interface KitOptions {
  readonly profileFile: string
  readonly systems: readonly SystemName[]
  readonly output: string
}

/** Throws NotStarted where something lies in `output`. */
export async function makeTestKit({ profileFile, systems, output }: KitOptions): Promise<void> {
  mkdirSync(output, { recursive: true })
  if (readdirSync(output).length > 0) throw new NotStarted(`${output} is not empty: name another folder.`)
  const vendor = await KitVendor.open(output, profileFile)
  const { product, profile } = vendor
  try {
    for (const { store, make } of CASES) {
      vendor.moveTo(0)
      await make(vendor, await vendor.machine(store))
    }
  } finally {
    await vendor.close()
  }
  const trusted = path.join(output, 'vendor.json')
  writeFileSync(trusted, `${JSON.stringify(profile, null, 2)}\n`)
  const built = await buildOneFiles({
    profileFile: trusted,
    systems,
    output,
    testVendor: { clockStandsAt: CLOCK_STANDS_AT },
  })
  const cases = CASES.map((one) => ({
    store: one.store,
    says: one.says,
    asks: questionOf(one, product),
    exit: exitOf(one),
    ...one.expected,
  }))
  writeFileSync(path.join(output, 'cases.json'), `${JSON.stringify(cases, null, 2)}\n`)
  const programs = built.map((file) => path.basename(file))
  writeFileSync(path.join(output, 'README.md'), readme({ product, programs }))
}

if (import.meta.main) {
  const { values } = readOptions(HELP, {
    options: {
      profile: { type: 'string', default: path.join(root, 'assets/vendor/virtualmetric.json') },
      system: { type: 'string', multiple: true, default: [HERE] },
      output: { type: 'string', default: path.join(root, 'release/testkit') },
    },
  })
  const known = Object.keys(SYSTEMS) as SystemName[]
  const unknown = values.system.filter((name) => !known.some((one) => one === name))
  if (unknown.length > 0) refuse(`There is no system ${unknown.join(' or ')}.`, HELP)
  const systems = known.filter((name) => values.system.includes(name))
  await inWords(async () => {
    const output = path.resolve(values.output)
    await makeTestKit({ profileFile: path.resolve(values.profile), systems, output })
    process.stdout.write(`${path.join(output, 'README.md')}\n`)
  })
}
