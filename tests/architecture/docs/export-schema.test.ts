// The schema that docs/formats/export.md gives is that of the files that the program writes.
import { expect, test } from 'vitest'
import { z } from 'zod'
import { toJson } from '#main/core/export/json.ts'
import { licenseView } from '#shared/contract/views.ts'
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
