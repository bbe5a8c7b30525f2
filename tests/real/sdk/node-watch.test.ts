// Watches of the gate for Node (docs/formats/gate-v1.md#as-a-library).
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Answer } from '../../../sdk/node/gate.d.ts'
import { nodeLibrary, revoked } from '#tests/support/gate/node-library.ts'
import { isCalledBack, isStoppedByItsListener } from '#tests/support/gate/product-of.ts'

const { product, productOf, gateOf } = nodeLibrary()

const WATCHING = `
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Gate } from 'activation-gate'
const gate = new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3])
const stop = gate.watch(({ status, verdict }) => {
  console.log('answer: ' + status + ' ' + verdict)
  throw new Error('of the product')
}, 'alpha', { seconds: 0.2 })
for await (const line of createInterface(process.stdin)) {
  try {
    gate.reportUsage('alpha', Number(line))
    console.log('reported')
  } catch (error) {
    console.log('refused: ' + error.name)
  }
}
stop()
`

test('a product that reports its usage is called back when that stops it, though its listener throws', async () => {
  const program = path.join(productOf(WATCHING), 'product.mjs')
  const dataDir = product.refusing()
  await isCalledBack([process.execPath, program, product.profileFile, dataDir], dataDir, {
    ...{ runs: 'answer: active 0', stopped: 'answer: over_limit 1' },
    ...{ reported: 'reported', refused: 'refused: RangeError' },
  })
})

const ONCE = `
import { readFileSync } from 'node:fs'
import { Gate } from 'activation-gate'
const stop = new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3]).watch(({ status, verdict }) => {
  console.log('answer: ' + status + ' ' + verdict)
  stop()
}, 'alpha', { seconds: 0 })
`

test('a listener may stop its own watch, and is called no more', () => {
  const program = path.join(productOf(ONCE), 'product.mjs')
  isStoppedByItsListener(
    [process.execPath, program, product.profileFile, product.storeOf({})],
    'answer: active 0',
  )
})

/** Stopped at each of the turns between an answer and its listener. */
const STOPPED = `
import { readFileSync } from 'node:fs'
import { Gate } from 'activation-gate'
const calls = []
for (let turns = 0; turns < 10; turns += 1) {
  let isStopped = false
  const gate = new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3])
  const answer = await gate.check('alpha')
  gate.check = () => Promise.resolve(answer)
  const stop = gate.watch(() => isStopped && calls.push(turns), 'alpha')
  for (let turn = 0; turn < turns; turn += 1) await null
  stop()
  isStopped = true
  await new Promise((resolve) => setImmediate(resolve))
}
console.log(JSON.stringify(calls))
`

test('a watch that is stopped between an answer and its listener calls nobody', () => {
  const words = [path.join(productOf(STOPPED), 'product.mjs'), product.profileFile, product.storeOf({})]
  expect(spawnSync(process.execPath, words, { encoding: 'utf8' })).toMatchObject({
    ...{ status: 0, stdout: '[]\n', stderr: '' },
  })
})

const LEFT_RUNNING = `
import { readFileSync } from 'node:fs'
import { Gate } from 'activation-gate'
new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3]).watch(({ status, verdict }) => {
  console.log('answer: ' + status + ' ' + verdict)
}, 'alpha', { seconds: 86400 })
`

test('a watch that is left running keeps no product alive, which hears the first answer', () => {
  const program = path.join(productOf(LEFT_RUNNING), 'product.mjs')
  const words = [program, product.profileFile, product.storeOf({})]
  const said = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 60_000 })
  expect(said).toMatchObject({ status: 0, stdout: 'answer: active 0\n', stderr: '' })
})

/** Of a watch that is asked so. */
const firstAnswer = (asked: unknown): Promise<Answer> =>
  new Promise((resolve) => {
    const stop = gateOf(product.storeOf({})).watch(
      (said) => {
        stop()
        resolve(said)
      },
      'alpha',
      asked as object,
    )
  })

test.each<[string, () => unknown]>([
  [
    'a getter that throws',
    () => ({
      get seconds() {
        throw new Error('of the product')
      },
    }),
  ],
  ['a revoked proxy', revoked],
  ['a text', () => ({ seconds: '5' })],
  ['a BigInt', () => ({ seconds: 5n })],
  ['NaN', () => ({ seconds: Number.NaN })],
  ['a symbol', () => ({ seconds: Symbol('5') })],
  ['no object', () => 5],
])('a watch whose pause is %s is called back with an answer, too', async (_, asked) => {
  const answer = await firstAnswer(asked())
  expect(answer).toMatchObject({ verdict: 2, reason: 'invalid_input' })
})

test.each([null, undefined, Infinity, -1])('a watch may pause for %s seconds', async (seconds) => {
  const answer = await firstAnswer({ seconds })
  expect(answer).toMatchObject({ verdict: 0 })
})

test('a watch without a listener is refused', () => {
  const gate = gateOf(product.storeOf({}))
  expect(() => gate.watch(null as unknown as () => void, 'alpha')).toThrow(TypeError)
})
