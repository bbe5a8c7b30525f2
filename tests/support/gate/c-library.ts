// The gate for C, built with its own Makefile from a copy of its folder, as for whoever copies it away.
import { spawnSync } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { cCompiler, needTool } from '../tools.ts'
import type { FileTerms } from './gate-vendor.ts'
import { ProductOf } from './product-of.ts'

/** Built before the tests of the file that asks for it; without a compiler they are skipped by name. */
export function cLibrary() {
  const product = new ProductOf('c')
  const { folder, profileFile: trusted } = product
  const copied = path.join(folder('source'), 'a copy, ä')

  function make(...args: readonly string[]): void {
    const { status, stderr, stdout } = spawnSync('make', ['-j2', 'WARNINGS=-Werror', '-C', copied, ...args], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`make ${args.join(' ')}:\n${stdout}\n${stderr}`)
  }

  /** The programs of the tests, built in a folder of their own. */
  function built(target: string, ...args: readonly string[]): string {
    const place = folder('build')
    make(`BUILD=${place}`, ...args, `${place}/${target}`)
    return path.join(place, target)
  }

  afterAll(product.end)
  beforeEach((context) => void needTool(cCompiler, context))
  beforeAll(() => {
    if (cCompiler.find() === null) return
    cpSync(new URL('../../../sdk/c', import.meta.url), copied, { recursive: true })
    rmSync(path.join(copied, 'build'), { recursive: true, force: true })
    make()
  })
  const storeOf = (terms: FileTerms) => product.storeOf(terms)
  return { product, folder, trusted, copied, make, built, storeOf }
}
