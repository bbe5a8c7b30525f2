// A fault as a command tells it: one sentence with a code, and exit status 3.
import { expect } from 'vitest'
import { runHere } from './command.ts'

export async function expectFault(dataDir: string, argv: readonly string[], code: string) {
  const { exit, out, error } = await runHere(dataDir, [...argv, '--json'])
  expect([exit, error]).toEqual([3, ''])
  const told = JSON.parse(out) as { error: { code: string; message: string } }
  expect(told.error.code).toBe(code)
  expect(told.error.message).toMatch(/^[^\n]{20,300}$/)
}
