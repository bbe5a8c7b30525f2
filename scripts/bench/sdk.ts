// The gate in each language: opening a key from memory beside the same signature verified bare there, and the whole check.
import { spawnSync } from 'node:child_process'
import { createPublicKey, verify } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Gate } from '#main/hosts/library/main.ts'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { readEnvelope, signatureHolds, signedText } from '#shared/formats/envelope.ts'
import { deriveUniqueKey } from '#shared/formats/unique-key.ts'
import { openMachineFile } from '#shared/license/machine-file.ts'
import { DAY } from '#shared/instant.ts'
import { dataDirOf, layOutCase } from '../../tests/support/gate/gate-case.ts'
import { GateVendor, kept, STORE } from '../../tests/support/gate/gate-vendor.ts'
import { manyLicenses, profileIn } from './many-licenses.ts'
import { median, report } from './report.ts'
import { RATE_PROGRAMS } from './sdk-programs.ts'

/** Of the bench of machine files: seven products, 2 kB. The other is whole, as our server issues it: 9 kB. */
const PRODUCTS = [
  ...['alpha', 'virtualization', 'server-vm', 'network', 'storage', 'log-analytics', 'change-tracking'],
].map((code) => ({ code, name: code, type: 'Count', limit: 16 }))
const ROUNDS = 15
/** Before them: as long as the engine compiles, whose threads are counted as ours. Java’s are not. */
const WARM = 10
const TIMES = 200

/** Microseconds of processor. */
interface Costs {
  readonly opened: number
  readonly verified: number
  readonly checked: number
}

export async function benchSdk(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  try {
    const samples = [smallIn(path.join(folder, 'small')), await wholeIn(path.join(folder, 'whole'))]
    for (const sample of samples) published('Node', '≥ 0.6', sample, await costsInNode(sample))
    for (const { language, aim, tool, built, asked } of RATE_PROGRAMS) {
      if (tool.find() === null) {
        process.stdout.write(`${JSON.stringify({ name: `sdk: ${language}`, missing: tool.name })}\n`)
        continue
      }
      const place = path.join(folder, language)
      mkdirSync(place)
      const program = built(place)
      for (const sample of samples) published(language, aim, sample, costsOf(program, sample, asked))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function costsOf([program = '', ...args]: readonly string[], sample: Sample, asked?: 'RATE'): Costs {
  const words = wordsOf(sample)
  const { status, stdout, stderr } = spawnSync(program, asked ? args : [...args, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...(asked && { [asked]: words.join('\t') }) },
  })
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`)
  const [opened = Number.NaN, verified = Number.NaN, checked = Number.NaN] = stdout.split(' ').map(Number)
  return { opened, verified, checked }
}

function published(language: string, aim: string, sample: Sample, costs: Costs): void {
  const { opened, verified, checked } = costs
  const size = `${Math.round(sample.key.length / 1000)} kB`
  const rate = (microseconds: number) => 1_000_000 / microseconds
  const bare = { floor: rate(verified), against: 'the same signature verified bare in that language' }
  report({
    name: `sdk: ${language}, verify, decrypt and parse ${size}`,
    value: rate(opened),
    unit: 'keys per second of processor',
    ...bare,
    aim: sample.isWhole ? 'published' : aim,
  })
  report({
    name: `sdk: ${language}, whole check from disk, ${size}`,
    value: rate(checked),
    unit: 'checks per second of processor',
    ...bare,
    aim: 'published',
  })
}

function smallIn(folder: string) {
  mkdirSync(folder)
  const vendor = new GateVendor()
  const key = vendor.file({ issued: Date.now() - DAY, metadata: { products: PRODUCTS } })
  layOutCase({ store: { ...STORE, ...kept({ key, code: vendor.code }) }, sources: {} }, folder)
  const profileFile = profileIn(folder)
  writeFileSync(profileFile, JSON.stringify(vendor.profile()))
  return sampleOf(dataDirOf(folder), profileFile, 'alpha')
}

async function wholeIn(folder: string) {
  mkdirSync(folder)
  const [[, , , dataDir = ''] = []] = await manyLicenses(folder, [1])
  return { ...sampleOf(dataDir, profileIn(folder), 'virtualization'), isWhole: true }
}

/** A license on this disk, and in one's hand. */
function sampleOf(dataDir: string, profileFile: string, product: string) {
  const profile = vendorProfile.parse(JSON.parse(readFileSync(profileFile, 'utf8')))
  const [name = ''] = readdirSync(path.join(dataDir, 'licenses'))
  const place = path.join(dataDir, 'licenses', name)
  const keyFile = path.join(place, 'machine.lic')
  const key = readFileSync(keyFile, 'utf8')
  const envelope = readEnvelope(key, nodePrimitives)
  if (!envelope.ok) throw new Error(envelope.error.code)
  const { enc, signature } = envelope.value
  const signer = profile.keys.find(({ publicKey }) =>
    signatureHolds(envelope.value, publicKey, nodePrimitives),
  )
  if (signer === undefined) throw new Error('no key of the profile signed the sample')
  const message = Buffer.from(signedText('machine', enc))
  const messageFile = path.join(path.dirname(profileFile), 'message')
  writeFileSync(messageFile, message)
  const machineId = readFileSync(path.join(dataDir, 'machine-id'), 'utf8').trim().replaceAll('-', '')
  return {
    ...{ profile, profileFile, key, keyFile, message, messageFile, dataDir, product },
    isWhole: false,
    signature: Buffer.from(signature),
    publicKey: signer.publicKey,
    code: readFileSync(path.join(place, 'code'), 'utf8').trim(),
    uniqueKey: deriveUniqueKey(machineId, profile, nodePrimitives),
  }
}

type Sample = ReturnType<typeof sampleOf>

const wordsOf = (sample: Sample): readonly string[] => [
  ...[sample.profileFile, sample.keyFile, sample.messageFile, sample.signature.toString('hex')],
  ...[sample.publicKey, sample.code, sample.uniqueKey, sample.dataDir, sample.product],
]

async function costsInNode(sample: Sample): Promise<Costs> {
  const { profile, key, code, uniqueKey, message, signature } = sample
  const spki = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(sample.publicKey, 'hex'),
  ])
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  const { account, product: application } = profile.server
  const context = { code, uniqueKey, keys: profile.keys, account, application, primitives: nodePrimitives }
  const gate = new Gate(readFileSync(sample.profileFile, 'utf8'), sample.dataDir)
  const rounds: Costs[] = []
  for (let round = -WARM; round < ROUNDS; round += 1) {
    const one = {
      opened: await cost(() => openMachineFile(key, context, null).ok),
      verified: await cost(() => verify(null, message, publicKey, signature)),
      checked: await cost(async () => (await gate.check(sample.product)).mayRun),
    }
    if (round >= 0) rounds.push(one)
  }
  const middle = (of: keyof Costs) => median(rounds.map((one) => one[of]))
  return { opened: middle('opened'), verified: middle('verified'), checked: middle('checked') }
}

async function cost(holds: () => boolean | Promise<boolean>): Promise<number> {
  const started = process.cpuUsage()
  for (let count = 0; count < TIMES; count += 1) {
    const held = holds()
    if (!(typeof held === 'boolean' ? held : await held))
      throw new Error('the sample’s license does not hold')
  }
  const { user, system } = process.cpuUsage(started)
  return (user + system) / TIMES
}
