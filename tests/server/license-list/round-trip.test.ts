// A list that is exported is imported as it was (docs/formats/license-list.md).
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { licenseLister } from '#server/license-list/columns.ts'
import { importLicenses } from '#server/license-list/import-licenses.ts'
import { listText } from '#server/license-list/write-list.ts'
import { expectOk, openBackOffice, type TestBackOffice } from '../support/back-office.ts'
import { ALL_OR_NONE, TRIAL } from '../support/list-desk.ts'

describe('what is exported', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 })
  const odd = fc.oneof(
    text,
    fc.constantFrom('=1+1', "'=1", "''@x", '-', '"a", "b"', 'مرحبا', '👩‍👩‍👧', ';,\t', '007', 'a\r\nb'),
  )
  const license = fc.record({
    owner: odd.map((one) => `${one.replaceAll(/\p{Cc}/gu, '')}.`.trim()),
    notes: odd.map((one) => one.replaceAll('\0', '')),
    products: fc.constantFrom(['storage'], ['virtualization:16', 'storage:0'], ['storage:1000000000000']),
    machines: fc.integer({ min: 1, max: 1_000_000 }),
    expiry: fc.option(fc.integer({ min: 0, max: 4_000_000_000_000 })),
    overLimit: fc.constantFrom('allow' as const, 'refuse' as const, 0, 30),
    policy: fc.constantFrom(undefined, 'Trial'),
    rules: fc.constantFrom([], ['maxCores=16', 'maxUses=0']),
    features: fc.constantFrom([], ['sso', 'a:b']),
  })
  const listed = async function* ({ vendor }: TestBackOffice) {
    const list = await licenseLister(vendor)
    for await (const one of vendor.store.licenses.each({})) yield list(one)
  }
  const ours = async (office: TestBackOffice) => {
    const all: unknown[] = []
    for await (const { id: _, ...terms } of listed(office)) all.push(terms)
    return all
  }

  it.each(['csv', 'jsonl'] as const)(
    'as %s is the same at another server',
    { timeout: 30_000 },
    async (format) => {
      const licenses = fc.array(license, { minLength: 1, maxLength: 8 })
      const here = await openBackOffice()
      const there = await openBackOffice()
      for (const { vendor } of [here, there]) expectOk(await createPolicy(vendor, TRIAL))
      await fc.assert(
        fc.asyncProperty(licenses, async (some) => {
          for (const terms of some) expectOk(await createLicense(here.vendor, terms))
          const bytes = async function* () {
            for await (const piece of listText(listed(here), format)) yield Buffer.from(piece)
          }
          const refused: string[] = []
          const asked = {
            ...ALL_OR_NONE,
            // Those of the rounds before are taken.
            partial: true,
            refused: (line: number, { code }: { code: string }) => {
              if (code !== 'code_taken') refused.push(`${line}: ${code}`)
            },
          }
          const { imported } = expectOk(await importLicenses(there.vendor, Readable.from(bytes()), asked))
          expect([refused, imported]).toEqual([[], some.length])
          expect(await ours(there)).toEqual(await ours(here))
        }),
        { numRuns: 20 },
      )
    },
  )
})
