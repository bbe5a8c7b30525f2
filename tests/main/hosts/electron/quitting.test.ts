// Quitting in the middle of a change: who is asked, what is waited for, and what is called off.
import { expect, test } from 'vitest'
import { callsUnderWay } from '#main/hosts/electron/calls-under-way.ts'
import { guardQuitting } from '#main/hosts/electron/quitting.ts'

/** A change that ends when the test says so, or when it is called off. */
function workUnderWay(method: string) {
  const calls = callsUnderWay()
  const end = Promise.withResolvers<string>()
  const answer = calls.run('1', method, (signal) => {
    signal.addEventListener('abort', () => end.resolve('called off'))
    return end.promise
  })
  return { calls, answer, end: () => end.resolve('done') }
}

/** `answer`: what the person presses; null: nothing, until the question goes away by itself. */
function guarded(calls: ReturnType<typeof callsUnderWay>, answer: boolean | null) {
  const seen = { asked: 0, prevented: 0 }
  const quit = Promise.withResolvers<undefined>()
  const mayQuit = guardQuitting(calls, {
    quit: () => quit.resolve(undefined),
    ask: (done) => {
      seen.asked += 1
      if (answer !== null) return Promise.resolve(answer)
      return new Promise((resolve) => done.addEventListener('abort', () => resolve(false)))
    },
  })
  const tryIt = () => mayQuit({ preventDefault: () => (seen.prevented += 1) })
  return { tryIt, seen, quit: quit.promise }
}

test('nobody is asked where nothing is being changed, and what is only read is no change (issue 16)', () => {
  for (const method of ['licenses.list', 'preferences.set', 'no such method']) {
    const { tryIt, seen } = guarded(workUnderWay(method).calls, true)
    tryIt()
    expect(seen).toEqual({ asked: 0, prevented: 0 })
  }
})

test('the app ends by itself once the change is done, and asks once however often it is told to (issue 16)', async () => {
  const { calls, answer, end } = workUnderWay('licenses.activateOnline')
  const { tryIt, seen, quit } = guarded(calls, null)
  tryIt()
  tryIt()
  end()
  await quit
  expect(await answer).toBe('done')
  tryIt()
  expect(seen).toEqual({ asked: 1, prevented: 2 })
})

test('a change that the person stops is called off before the app ends (issue 16)', async () => {
  const { calls, answer } = workUnderWay('licenses.activateOnline')
  const { tryIt, quit } = guarded(calls, true)
  tryIt()
  await quit
  expect([await answer, calls.changing]).toEqual(['called off', false])
})

test('who goes on working is asked again the next time (issue 16)', async () => {
  const { calls } = workUnderWay('licenses.deactivate')
  const { tryIt, seen } = guarded(calls, false)
  tryIt()
  await expect.poll(() => (tryIt(), seen.asked)).toBe(2)
  expect(calls.changing).toBe(true)
})
