// Licensed applications (Keygen's products).
import type { DatabaseSync } from 'node:sqlite'

export interface Product {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly created: number
}

export function productTable(database: DatabaseSync) {
  const byCode = database.prepare('SELECT id, code, name, created FROM products WHERE code = ?')
  const byId = database.prepare('SELECT id, code, name, created FROM products WHERE id = ?')
  const all = database.prepare('SELECT id, code, name, created FROM products ORDER BY created, rowid')
  const insert = database.prepare(
    'INSERT INTO products (id, code, name, created) VALUES (:id, :code, :name, :created)',
  )
  return {
    insert: ({ id, code, name, created }: Product): void => void insert.run({ id, code, name, created }),
    byCode: (code: string): Product | null => (byCode.get(code) as Product | undefined) ?? null,
    byId: (id: string): Product | null => (byId.get(id) as Product | undefined) ?? null,
    /** The oldest first: that is the default application. */
    all: (): Product[] => all.all() as unknown as Product[],
  }
}
