import { expect, test } from 'vitest'
import { iso } from '#shared/instant.ts'
import { openMachineFile } from '#shared/license/machine-file.ts'
import { contextFor } from '#tests/support/machine-files.ts'
import own from '#tests/vectors/machine-files.json' with { type: 'json' }

interface Vector {
  readonly name: string
  readonly why: string
  readonly clock: string
  readonly code?: string
  readonly uniqueKey?: string
  readonly file: string
  readonly expect: unknown
}

const key = {
  id: '00000000',
  publicKey: own.publicKey,
  use: ['files' as const],
  from: own.keyFrom,
  until: null,
  revoked: false,
}

test.each(own.vectors as Vector[])('$name: $why', ({ file, clock, code, uniqueKey, expect: expected }) => {
  const context = contextFor([], {
    keys: [key],
    code: code ?? own.code,
    uniqueKey: uniqueKey ?? own.uniqueKey,
    account: own.account,
    application: own.application,
  })
  const result = openMachineFile(file, context, { clock: Date.parse(clock) })
  if (!result.ok) return expect({ error: result.error.code }).toEqual(expected)
  const { license, issued, fileExpiry } = result.value
  expect({
    owner: license.owner,
    issued: iso(issued),
    fileExpiry: fileExpiry === null ? null : iso(fileExpiry),
    products: license.products.map((product) => ({ code: product.code, limit: product.limit })),
  }).toEqual(expected)
})
