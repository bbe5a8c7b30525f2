// One import of a list, or the same rows written by SQLite alone, in a process of its own, so that its memory is its own:
// `import-child.ts import DATA-DIR LIST`, `import-child.ts bare DATA-DIR OTHER-DATA-DIR`.
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { importLicenses } from '#server/license-list/import-licenses.ts'
import { DATABASE_FILE, openVendor } from '#server/vendor/open-vendor.ts'
import { settled } from '../testkit/kit-vendor.ts'
import { mostMemory } from './most-memory.ts'

export interface MeasuredImport {
  readonly milliseconds: number
  /** In which no other program could write. */
  readonly locked: number
  readonly kilobytes: number
}

const [kind = '', dataDir = '', source = ''] = process.argv.slice(2)
const measured = kind === 'import' ? await measureImport() : measureBare()
process.stdout.write(JSON.stringify({ ...measured, kilobytes: mostMemory() }))

async function measureImport(): Promise<Omit<MeasuredImport, 'kilobytes'>> {
  const vendor = settled(await openVendor(dataDir))
  let locked = 0
  const transaction = async <T>(work: () => Promise<T>): Promise<T> => {
    const started = performance.now()
    try {
      return await vendor.store.transaction(work)
    } finally {
      locked += performance.now() - started
    }
  }
  const asked = { dryRun: false, partial: false, refused: () => {}, read: () => {} }
  const prepare = () => Promise.resolve({ deliver: () => {}, discard: () => {} })
  const timed = { ...vendor, store: { ...vendor.store, transaction } }
  const started = performance.now()
  const { imported } = settled(await importLicenses(timed, createReadStream(source), { ...asked, prepare }))
  const milliseconds = performance.now() - started
  await vendor.close()
  if (imported === 0) throw new Error('nothing was imported')
  return { milliseconds, locked }
}

/** `source`: the data folder whose rows these are. */
function measureBare(): Omit<MeasuredImport, 'kilobytes'> {
  const from = new DatabaseSync(path.join(source, DATABASE_FILE), { readOnly: true })
  const names = [
    'id',
    'key',
    'name',
    'expiry',
    'max_machines',
    'check_out_days',
    'metadata',
    'created',
    'updated',
  ]
  const rows = from.prepare(`SELECT ${names.join(', ')} FROM licenses`).all()
  from.close()
  const database = new DatabaseSync(path.join(dataDir, DATABASE_FILE))
  const policy = database.prepare('SELECT id, product_id FROM policies LIMIT 1').get()
  const [policyId, productId] = [String(policy?.['id']), String(policy?.['product_id'])]
  const insert = database.prepare(
    `INSERT INTO licenses (${names.join(', ')}, policy_id, product_id) VALUES (${names.map(() => '?').join(', ')}, ?, ?)`,
  )
  const started = performance.now()
  database.exec('BEGIN IMMEDIATE')
  for (const row of rows) insert.run(...Object.values(row), policyId, productId)
  database.exec('COMMIT')
  const milliseconds = performance.now() - started
  database.close()
  return { milliseconds, locked: milliseconds }
}
