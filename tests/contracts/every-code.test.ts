// Every error code is reached for real, and said in words: a code without a way to it does not compile here.
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type ErrorCode, ERRORS } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { requireBuild } from '#tests/support/cli.ts'
import { bundles } from './every-code/bundles.ts'
import { calls } from './every-code/calls.ts'
import { deactivated } from './every-code/deactivations.ts'
import { offlineKeys } from './every-code/offline-keys.ts'
import { examined } from './every-code/doctor.ts'
import { inspected } from './every-code/inspected.ts'
import { online } from './every-code/online.ts'
import { CannotRunHere, World, type Scenarios } from './every-code/scenario.ts'
import { typedKeys } from './every-code/typed-keys.ts'
import { theWay } from './every-code/the-way.ts'
import { thisMachine } from './every-code/this-machine.ts'

const scenarios: Scenarios<ErrorCode> = {
  ...calls,
  ...thisMachine,
  ...offlineKeys,
  ...typedKeys,
  ...online,
  ...deactivated,
  ...theWay,
  ...examined,
  ...inspected,
  ...bundles,
}
const speaker = { vendor: 'VirtualMetric', support: 'licensing@virtualmetric.example' }

describe('the error code', () => {
  let world = new World()
  beforeAll(requireBuild)
  afterEach(async () => {
    await world.cleanup.run()
    world = new World()
  })

  test.for(Object.keys(scenarios) as ErrorCode[])('%s is reached', async (code, context) => {
    const result = await scenarios[code](world).catch((error: unknown) => {
      if (error instanceof CannotRunHere) context.skip(error.message)
      throw error
    })
    if (result.ok) return expect.fail(`no failure but ${JSON.stringify(result.value)}`)
    expect(result.error.code).toBe(code)
    const words = explain(result.error, en, speaker)
    for (const sentence of [words.what, words.cause, words.todo]) {
      expect(sentence).toMatch(/^\S.*[.”]$/su)
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object/)
    }
  })
})

test('every code has an HTTP status, an exit status and words', () => {
  expect(Object.keys(ERRORS).toSorted()).toEqual(Object.keys(en.errors).toSorted())
})
