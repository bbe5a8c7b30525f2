// How much opening a machine file costs beyond the signature that it cannot do without.
import { createPublicKey, verify } from 'node:crypto'
import { signedText, readEnvelope } from '#shared/formats/envelope.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { openMachineFile } from '#shared/license/machine-file.ts'
import { contextFor, ISSUED, machineFile, makeKey } from '../../tests/support/machine-files.ts'
import { median, report } from './report.ts'

const PRODUCTS = [
  'virtualization',
  'server-vm',
  'network',
  'storage',
  'log-analytics',
  'change-tracking',
  'inventory',
]
const ROUND = 400
const ROUNDS = 40
/** In which V8 compiles: that is work of this process too, and none of a file. */
const WARM_UP = 8

export function benchMachineFile(): void {
  const key = makeKey()
  const products = PRODUCTS.map((code) => ({ code, name: code, type: 'Count', limit: 16 }))
  const text = machineFile(key, { metadata: { products } })
  const context = contextFor([key])
  const envelope = readEnvelope(text, nodePrimitives)
  if (!envelope.ok) throw new Error(envelope.error.code)
  const message = Buffer.from(signedText('machine', envelope.value.enc))
  const publicKey = createPublicKey({
    key: Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(key.trusted.publicKey, 'hex'),
    ]),
    format: 'der',
    type: 'spki',
  })
  const open = () => {
    if (!openMachineFile(text, context, { clock: ISSUED }).ok) throw new Error('the file does not open')
  }
  const bare = () => {
    if (!verify(null, message, publicKey, envelope.value.signature))
      throw new Error('the signature does not hold')
  }
  // In turns, so that a noisy moment hits both.
  const rates = Array.from({ length: ROUNDS }, () => ({ open: rate(open), bare: rate(bare) })).slice(WARM_UP)
  report({
    name: 'machine file: verify, decrypt and parse',
    value: median(rates.map((one) => one.open)),
    unit: 'files per second of processor',
    against: 'a bare Ed25519 verify of the same bytes',
    floor: median(rates.map((one) => one.bare)),
    aim: '≥ 0.75 of its rate',
  })
}

/** A second of the processor: another program's turn on it is no cost of ours. */
function rate(work: () => void): number {
  const started = process.cpuUsage()
  for (let count = 0; count < ROUND; count += 1) work()
  const { user, system } = process.cpuUsage(started)
  return (ROUND * 1_000_000) / (user + system)
}
