// Each row is asked of a started server, and answered as it says.
import { describe, expect, it } from 'vitest'
import { serveBackOffice } from '../support/client.ts'
import { askRow } from './ask-row.ts'
import { AREAS } from './table.ts'

describe('Keygen’s scenarios (issue 18)', () => {
  it.each(AREAS)('are answered as the table says: $area', async ({ rows }) => {
    const server = await serveBackOffice({ guessLimit: { perWindow: 10_000, windowSeconds: 60 } })
    for (const one of rows) {
      const { expected, got } = await askRow(server, one)
      expect.soft(got, `${one.says} (${one.from}): ${one.ask}`).toMatchObject(expected)
    }
  })
})
