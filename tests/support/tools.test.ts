// A missing tool never goes unnoticed: it is a skip with its name, and a failure in CI.
import { afterEach, expect, test, vi } from 'vitest'
import { needTool, TOOLS, TOOLS_REQUIRED, type Tool } from './tools.ts'

const missing: Tool = { name: 'Abacus', find: () => null, debian: ['abacus'] }
const skip = vi.fn<(reason: string) => unknown>()
afterEach(() => {
  vi.unstubAllEnvs()
  skip.mockClear()
})

test('a tool that is there is given by its path', () => {
  expect(needTool({ ...missing, find: () => '/opt/abacus' }, { skip })).toBe('/opt/abacus')
  expect(skip).not.toHaveBeenCalled()
})

test('a missing tool skips the test and is named', () => {
  vi.stubEnv(TOOLS_REQUIRED, undefined)
  expect(() => needTool(missing, { skip })).toThrow('Abacus')
  expect(skip).toHaveBeenCalledExactlyOnceWith('no Abacus here')
})

test('where tools are required, a missing one fails and nothing is skipped', () => {
  vi.stubEnv(TOOLS_REQUIRED, '1')
  expect(() => needTool(missing, { skip })).toThrow('CI needs it')
  expect(skip).not.toHaveBeenCalled()
})

test('every tool says which packages bring it', () => {
  for (const tool of TOOLS) expect(tool.debian, tool.name).not.toEqual([])
})
