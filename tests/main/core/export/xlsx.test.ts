// A spreadsheet opens with its texts whole: nobody has to widen a column first.
import { expect, test } from 'vitest'
import { toXlsx } from '#main/core/export/xlsx.ts'
import { messages, report } from '#tests/support/pseudo-locale/messages.ts'
import { unzip } from '#tests/support/zip.ts'

const facts = {
  vendor: 'V',
  uniqueKey: 'V-1',
  exportedAt: '2027-01-01T00:00:00.000Z',
  app: 'Activation Desk',
}

async function widthsOf(rows: readonly (readonly (string | number | null)[])[]): Promise<number[]> {
  const columns = [
    { title: 'Product', width: 14 },
    { title: 'Usage', width: 14 },
  ]
  const sheet = unzip(Buffer.from(await toXlsx({ facts, columns, rows }, { ...messages, report }))).get(
    'xl/worksheets/sheet1.xml',
  )
  return Array.from(sheet?.matchAll(/<col [^>]*width="([\d.]+)"/g) ?? [], ([, width]) => Number(width))
}

test('a column is as wide as its longest text, within bounds (issue 14.6)', async () => {
  const text = 'application-server-vm-in-the-second-data-center'
  expect(
    await widthsOf([
      [text, 1],
      ['log', 2],
    ]),
  ).toEqual([text.length + 2, 14])
  expect(await widthsOf([['x'.repeat(5000), null]])).toEqual([60, 14])
})
