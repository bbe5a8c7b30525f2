// A license with a million machines is no burden to anybody (issue 18, “Bad input”).
import { expect, test } from 'vitest'
import { timesWithMachines } from '../server/support/many-machines.ts'

test('a million machines: each question is answered in a moment', async () => {
  const times = await timesWithMachines(1_000_000)
  console.log(JSON.stringify(Object.fromEntries(times)))
  expect([...times].filter(([, milliseconds]) => milliseconds > 500)).toEqual([])
})
