// Licensed applications (Keygen's products).
import type { Queries } from './queries.ts'

export interface Product {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly created: number
}

export function productTable(queries: Queries) {
  const byCode = queries.prepare('SELECT id, code, name, created FROM products WHERE code = ?')
  const byId = queries.prepare('SELECT id, code, name, created FROM products WHERE id = ?')
  const all = queries.prepare('SELECT id, code, name, created FROM products ORDER BY created, rowid')
  const insert = queries.prepare(
    'INSERT INTO products (id, code, name, created) VALUES (:id, :code, :name, :created)',
  )
  return {
    insert: async ({ id, code, name, created }: Product): Promise<void> => {
      await insert.run({ id, code, name, created })
    },
    byCode: async (code: string): Promise<Product | null> =>
      ((await byCode.get(code)) as Product | undefined) ?? null,
    byId: async (id: string): Promise<Product | null> =>
      ((await byId.get(id)) as Product | undefined) ?? null,
    /** The oldest first: that is the default application. */
    all: async (): Promise<Product[]> => (await all.all()) as Product[],
  }
}
