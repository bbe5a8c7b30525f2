// The gate's work grows with what is stored (docs/formats/gate-v1.md#as-a-library): nothing is looked at beside everything else.
import { afterAll, expect, test } from 'vitest'
import { layoutOf } from '#main/adapters/file-store/layout.ts'
import { storeReader } from '#main/adapters/file-store/store-reader.ts'
import type { StoredStanding } from '#main/core/ports/license-store.ts'
import { checkProduct } from '#main/core/standing/gate.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { earliest } from '#shared/license/status.ts'
import { dataDirOf, layOutCase } from '#tests/support/gate/gate-case.ts'
import { GateVendor, kept, MACHINE_ID, NOW, STORE } from '#tests/support/gate/gate-vendor.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

/** More than a call takes arguments. */
const MANY = 150_000
const vendor = new GateVendor()

function contentsOf(licenses: number, returned = 0): StoredStanding {
  const folder = cleanup.folder()
  const all = Array.from({ length: licenses }, (_, index) =>
    kept({ id: `l${index}`, key: vendor.file({ id: `l${index}` }), code: vendor.code }),
  )
  const keys = Array.from({ length: returned }, (_, index) => ({
    ...{ licenseId: `r${index}`, issued: NOW, returned: NOW, returnCode: 'R' },
  }))
  const store = {
    ...STORE,
    'returned.json': { text: JSON.stringify({ returned: keys }) },
    ...Object.assign({}, ...all),
  } as typeof STORE
  layOutCase({ store, sources: {} }, folder)
  return must(storeReader(layoutOf(dataDirOf(folder))).readStanding())
}

async function asked(contents: StoredStanding, primitives = nodePrimitives) {
  const identity = { id: MACHINE_ID, source: 'system', from: '', differs: null, emptied: null } as const
  return checkProduct(
    { product: 'alpha' },
    {
      vendor: vendor.profile(),
      primitives,
      clock: { now: () => NOW },
      store: { readStanding: () => ({ ok: true, value: contents }), isRecordLost: () => false },
      machineId: { read: () => Promise.resolve({ ok: true, value: identity }) },
    },
  )
}

async function hashesOf(licenses: number, returned: number): Promise<number> {
  let count = 0
  const primitives: typeof nodePrimitives = {
    ...nodePrimitives,
    sha256: (bytes) => {
      count += 1
      return nodePrimitives.sha256(bytes)
    },
  }
  expect(must(await asked(contentsOf(licenses, returned), primitives)).mayRun).toBe(true)
  return count
}

test('a returned key is looked at once, and not once for each license', async () => {
  const [few, many] = [await hashesOf(2, 300), await hashesOf(12, 300)]
  expect(many - few).toBeLessThan(10 * 6)
})

test('there may be more licenses than a call takes arguments', async () => {
  const contents = contentsOf(1)
  const [whole] = contents.licenses
  if (whole === undefined) throw new Error('no license')
  const licenses = [whole, ...Array.from({ length: MANY }, () => ({ ...whole, file: '' }))]
  expect(must(await asked({ ...contents, licenses })).mayRun).toBe(true)
  expect(earliest(Array.from({ length: MANY }, (_, index) => index))).toBe(0)
})
