// What one license with very many machines costs everybody (issue 18, “Bad input”).
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { serveBackOffice } from './client.ts'

/** Of the machine of that number. */
const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** Milliseconds of each question that a list or a license answers, with so many machines: the least of three times. */
export async function timesWithMachines(machines: number): Promise<ReadonlyMap<string, number>> {
  const server = await serveBackOffice()
  const { key: code, id } = await server.sell({ machines: 1_000_000 })
  const database = new DatabaseSync(join(server.dataDir, 'activation.db'))
  database
    .prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :machines)
       INSERT INTO machines (id, license_id, fingerprint, cores, metadata, created, updated)
       SELECT printf('00000000-0000-4000-8000-%012d', i), :id, printf('f%d', i), 4, '{"node":"a"}', i, i FROM n`,
    )
    .run({ machines, id })
  database.close()
  const questions = [
    '/me',
    '/machines/f5',
    '/machines?fingerprint=f5',
    '/machines?limit=100',
    '/machines?limit=100&order=asc',
    '/machines?metadata[node]=a',
    '/machines?metadata[node]=a&order=asc',
    '/machines?page[number]=1&page[size]=100',
    '/machines?page[number]=100&page[size]=100',
    `/machines?page[cursor]=${idOf(Math.ceil(machines / 2))}&page[size]=100`,
    `/machines?page[cursor]=${idOf(Math.ceil(machines / 2))}&page[size]=100&order=asc`,
    '/machines/f5/processes?page[number]=1',
    '/machines/f5/components?page[number]=1',
    `/licenses/${id}/actions/validate`,
  ]
  const times = new Map<string, number>()
  for (const question of questions)
    for (let round = 0; round < 3; round += 1) {
      const start = performance.now()
      const { status } = await server.ask('GET', question, { code })
      if (status !== 200) throw new Error(`${question}: ${status}`)
      times.set(question, Math.min(times.get(question) ?? Infinity, performance.now() - start))
    }
  return times
}
