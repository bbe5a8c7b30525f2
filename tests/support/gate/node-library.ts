// The gate for Node, built from a copy of its folder, as for whoever copies it away.
import { cpSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { buildNodeSdk } from '../../../scripts/sdk-node.ts'
import type * as Documented from '../../../sdk/node/gate.d.ts'
import type { Gate as BuiltGate } from '#main/hosts/library/main.ts'
import { ProductOf } from './product-of.ts'

/** What is documented is what is built: each takes the place of the other. */
type Library = typeof Documented
type Built = { readonly Gate: new (profile: string, folder?: string) => BuiltGate }
const asDocumented = (built: Built): Library => built

/** Built before the tests of the file that asks for it. */
export function nodeLibrary() {
  const product = new ProductOf('node')
  const copied = path.join(product.folder('source'), 'a copy, ä')
  let library: Library

  afterAll(product.end)
  beforeAll(async () => {
    cpSync(new URL('../../../sdk/node', import.meta.url), copied, { recursive: true })
    await buildNodeSdk(copied)
    library = asDocumented((await import(pathToFileURL(path.join(copied, 'dist/gate.js')).href)) as Built)
  })

  /** In this process. */
  const gateOf = (dataDir: string, profile = product.profile) => new library.Gate(profile, dataDir)

  /** The folder of a product with the library among its packages. */
  function productOf(source: string): string {
    const place = product.folder('product')
    cpSync(copied, path.join(place, 'node_modules/activation-gate'), { recursive: true })
    writeFileSync(path.join(place, 'product.mjs'), source)
    writeFileSync(path.join(place, 'vendor.json'), product.profile)
    return place
  }

  return { product, copied, productOf, gateOf }
}

/** Whatever is asked of it throws. */
export function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}
