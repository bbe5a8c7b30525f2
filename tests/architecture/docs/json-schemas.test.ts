// The schemas that docs/formats/ gives are those of what the programs write.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { usageReport } from '#main/adapters/file-store/usage-reports.ts'
import { bundleManifest } from '#main/adapters/offline-bundle/manifest.ts'
import { toJson } from '#main/core/export/json.ts'
import { gateAnswer, licenseView } from '#shared/contract/views.ts'
import { readAs } from '#shared/shape.ts'
import { publishedManagedSettings } from '#tests/support/managed-settings-schema.ts'
import { PROGRAMS, publishedSchema, type ProgramName } from '#tests/support/json-answers/published.ts'
import { read } from './documents.ts'

test('the schema of the JSON export is that of what the program writes', () => {
  const shape = z
    .object({
      format: z.literal('activation-desk/licenses'),
      version: z.literal(1),
      vendor: z.string(),
      uniqueKey: z.string(),
      exportedAt: z.iso.datetime(),
      app: z.string(),
      licenses: z.array(licenseView),
    })
    .meta({ title: 'Licenses of one machine, as Activation Desk exports them' })
  // To write the file anew: JSON.stringify(z.toJSONSchema(shape), null, 2), then prettier.
  expect(JSON.parse(read('docs/formats/licenses-export.schema.json'))).toEqual(z.toJSONSchema(shape))
  const facts = { vendor: 'V', uniqueKey: 'V-1', exportedAt: '2026-01-01T00:00:00.000Z', app: 'A 1' }
  const written = toJson(facts, [], { rows: null, columns: null }, ({ codeMasked }) => codeMasked)
  expect(Object.keys(JSON.parse(written) as object)).toEqual(Object.keys(shape.shape))
})

test('the schema of the gate’s answer is that of what check prints (issue 15)', () => {
  const shape = gateAnswer.meta({ title: 'What activation-desk --json check prints with exit status 0 or 1' })
  expect(JSON.parse(read('docs/formats/check.schema.json'))).toEqual(z.toJSONSchema(shape))
})

test('the schema of a usage report takes what the store reads, and nothing else (issue 15)', () => {
  const shape = z
    .looseObject({ usage: z.int().min(0) })
    .meta({ title: 'What a product writes to usage/<product>.json' })
  expect(JSON.parse(read('docs/formats/usage-report.schema.json'))).toEqual(z.toJSONSchema(shape))
  for (const value of [0, 9, Number.MAX_SAFE_INTEGER, -1, 1.5, 2 ** 53, '9', null])
    expect(readAs({ usage: value }, usageReport) !== null).toBe(shape.safeParse({ usage: value }).success)
})

test('the schema of managed settings is that of what the program reads (issue 16)', () => {
  // To write the file anew: as below. What it takes and refuses: tests/main/adapters/managed-settings/published-schema.test.ts
  expect(JSON.parse(read('docs/formats/managed-settings.schema.json'))).toEqual(publishedManagedSettings())
})

test('the schema of an offline bundle’s list is that of what verify-bundle reads (issue 16)', () => {
  const shape = bundleManifest.meta({ title: 'What bundle.json of an offline bundle says' })
  // To write the file anew: as below.
  expect(JSON.parse(read('docs/formats/offline-bundle.schema.json'))).toEqual(z.toJSONSchema(shape))
})

test.each(Object.keys(PROGRAMS) as ProgramName[])(
  'the schemas of what %s --json prints are those of its program (issue 15)',
  (name) => {
    // To write the file anew: JSON.stringify(publishedSchema(name), null, 2), then prettier.
    expect(JSON.parse(read(`docs/formats/${name}.schema.json`))).toEqual(publishedSchema(name))
  },
)
