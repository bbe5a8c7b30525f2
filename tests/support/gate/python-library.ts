// The gate for Python, run from a copy of its folder, as for whoever copies it away.
import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { needTool, python } from '../tools.ts'
import { ProductOf } from './product-of.ts'

/** Copied before the tests of the file that asks for it; without Python they are skipped by name. */
export function pythonLibrary() {
  const product = new ProductOf('python')
  const copied = path.join(product.folder('source'), 'a copy, ä')
  const env = { PYTHONPATH: copied }
  let program = ''

  afterAll(product.end)
  beforeEach((context) => void (program = needTool(python, context)))
  beforeAll(() => cpSync(new URL('../../../sdk/python', import.meta.url), copied, { recursive: true }))

  /** With the library to be imported. */
  const run = (words: readonly string[], more: NodeJS.ProcessEnv = {}, cwd?: string) =>
    spawnSync(program, words, { cwd, encoding: 'utf8', env: { ...process.env, ...env, ...more } })

  return { product, copied, env, run, program: () => program }
}
