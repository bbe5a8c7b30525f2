// What every answer needs is looked up once for those that came together, and again for the next (issue 19).
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { onceATurn } from '#server/http/once-a-turn.ts'

test('is asked once in a turn of the loop, and anew in the next', async () => {
  let looks = 0
  const look = onceATurn(() => {
    looks += 1
    return Promise.resolve()
  })
  await look()
  await look()
  await Promise.resolve()
  await look()
  expect(looks).toBe(1)
  await turn()
  await look()
  expect(looks).toBe(2)
})

test('what it threw is no answer for the next', async () => {
  let isGone = true
  const look = onceATurn(async () =>
    isGone ? await Promise.reject(new Error('gone')) : await Promise.resolve(),
  )
  await expect(look()).rejects.toThrow('gone')
  await expect(look()).rejects.toThrow('gone')
  isGone = false
  await look()
})

test('holds for a while where each look costs as much as an answer', async () => {
  let looks = 0
  const look = onceATurn(() => {
    looks += 1
    return Promise.resolve()
  }, 30)
  await look()
  await turn()
  await look()
  expect(looks).toBe(1)
  await wait(60)
  await look()
  expect(looks).toBe(2)
})
