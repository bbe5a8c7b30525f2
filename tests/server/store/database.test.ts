// Migrations, transactions and finding licenses in SQLite.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { createDatabase, openAnyVersion, openDatabase, transaction } from '#server/store/database.ts'
import { migrate } from '#server/store/migrations.ts'
import { DAY } from '#shared/instant.ts'
import { openBackOffice, temporaryFolder } from '../support/back-office.ts'

const MIGRATIONS = new URL('../../../src-server/store/migrations/', import.meta.url)

describe('the database', () => {
  it('is made from nothing by its migrations, and left alone when it is opened again', () => {
    const path = join(temporaryFolder(), 'activation.db')
    const tables = () => {
      const database = existsSync(path) ? openDatabase(path) : createDatabase(path)
      const rows = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
      const applied = database.prepare('SELECT name FROM migrations').all()
      database.close()
      return { names: rows.map((row) => row['name']), applied: applied.map((row) => row['name']) }
    }
    const first = tables()
    expect(first.names).toEqual(
      expect.arrayContaining(['account', 'events', 'keys', 'licenses', 'machines', 'products']),
    )
    expect(first.applied).toEqual([
      '001_initial.sql',
      '002_check_out.sql',
      '003_no_owner_index.sql',
      '004_components.sql',
      '005_policies.sql',
      '006_uses.sql',
      '007_processes.sql',
      '008_totals.sql',
      '009_component_fingerprints.sql',
      '010_search_forms.sql',
    ])
    expect(tables()).toEqual(first)
  })

  it('keeps the meaning of one that was made before files had a cap (issue 10.1)', () => {
    const path = join(temporaryFolder(), 'activation.db')
    const earlier = new DatabaseSync(path)
    earlier.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) STRICT')
    earlier.exec(readFileSync(new URL('001_initial.sql', MIGRATIONS), 'utf8'))
    earlier.exec(`
      INSERT INTO migrations VALUES ('001_initial.sql', 0);
      INSERT INTO products VALUES ('p', 'app', 'App', 0);
      INSERT INTO licenses (id, key, product_id, max_machines, metadata, created, updated)
        VALUES ('l', 'CODE', 'p', 1, '{"owner":"Contoso"}', 0, 0);
      INSERT INTO machines (id, license_id, fingerprint, metadata, last_check_out, created, updated)
        VALUES ('used', 'l', 'one', '{}', 1000, 0, 0), ('new', 'l', 'two', '{}', NULL, 0, 0)`)
    earlier.close()
    const database = openAnyVersion(path)
    migrate(database)
    expect(database.prepare('SELECT id, key, check_out_days FROM licenses').all()).toEqual([
      { id: 'l', key: 'CODE', check_out_days: 31 },
    ])
    expect(database.prepare('SELECT id, file_until FROM machines ORDER BY id').all()).toEqual([
      { id: 'new', file_until: null },
      // The app runs seven days beyond a file's end where the license says nothing of it.
      { id: 'used', file_until: 1000 + (31 + 7) * DAY },
    ])
    database.close()
  })

  it('keeps machines and licenses of one that was made before machines had components (issue 18)', () => {
    const path = join(temporaryFolder(), 'activation.db')
    const earlier = new DatabaseSync(path)
    earlier.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) STRICT')
    for (const step of ['001_initial.sql', '002_check_out.sql', '003_no_owner_index.sql']) {
      earlier.exec(readFileSync(new URL(step, MIGRATIONS), 'utf8'))
      earlier.prepare('INSERT INTO migrations VALUES (?, 0)').run(step)
    }
    earlier.exec(`
      INSERT INTO products VALUES ('p', 'app', 'App', 0);
      INSERT INTO licenses (id, key, product_id, max_machines, metadata, created, updated)
        VALUES ('l', 'CODE', 'p', 1, '{"owner":"Contoso"}', 0, 0);
      INSERT INTO machines (id, license_id, fingerprint, metadata, created, updated) VALUES ('m', 'l', 'one', '{}', 0, 0)`)
    const all = (from: DatabaseSync) =>
      ['licenses', 'machines', 'released_machines'].map((table) =>
        from.prepare(`SELECT * FROM ${table}`).all(),
      )
    const before = all(earlier)
    earlier.close()
    const database = openAnyVersion(path)
    migrate(database)
    expect(all(database)).toMatchObject(before)
    database.exec("INSERT INTO components VALUES ('c', 'm', 'disk', 'HDD', '{}', 0, 0); DELETE FROM machines")
    expect(database.prepare('SELECT count(*) AS count FROM components').get()).toEqual({ count: 0 })
    database.close()
  })

  it('refuses one that a later version has changed', () => {
    const path = join(temporaryFolder(), 'activation.db')
    createDatabase(path).close()
    const later = new DatabaseSync(path)
    later.exec("INSERT INTO migrations VALUES ('999_later.sql', 0)")
    later.close()
    expect(() => openDatabase(path)).toThrow(/later version/)
  })

  it('keeps nothing of a transaction that throws', async () => {
    const database = createDatabase(join(temporaryFolder(), 'activation.db'))
    const insert = database.prepare('INSERT INTO products VALUES (?, ?, ?, ?)')
    const work = () => {
      insert.run('1', 'one', 'One', 0)
      return Promise.reject(new Error('halfway'))
    }
    await expect(transaction(database, work)).rejects.toThrow('halfway')
    expect(database.prepare('SELECT count(*) AS count FROM products').get()).toEqual({ count: 0 })
    database.close()
  })
})

describe('finding licenses', () => {
  it('lists the newest first, and those of an owner whatever the case and the accents (issue 12.21)', async () => {
    const office = await openBackOffice()
    for (const owner of ['Contoso', 'contoso east', 'Fabrikam', '100% Ltd']) {
      office.clock.now += DAY
      await office.sell({ owner })
    }
    const { licenses } = office.vendor.store
    const owners = async (owner?: string, offset = 0) =>
      (await licenses.list({ owner, limit: 2, offset })).map((license) => license.metadata.owner)
    expect(await owners()).toEqual(['100% Ltd', 'Fabrikam'])
    expect(await owners(undefined, 2)).toEqual(['contoso east', 'Contoso'])
    expect(await owners('CONTOSO')).toEqual(['Contoso', 'contoso east'])
    for (const owner of ['İSTANBUL A.Ş.', 'Mu\u0308ller', 'Østerbro', 'Straße 7'])
      await office.sell({ owner })
    for (const [typed, owner] of [
      ['istanbul', 'İSTANBUL A.Ş.'],
      ['M\u00fcller', 'Mu\u0308ller'],
      ['osterbro', 'Østerbro'],
      ['STRASSE', 'Straße 7'],
    ] as const)
      expect(await owners(typed)).toEqual([owner])
    expect(await owners('100%')).toEqual(['100% Ltd'])
    expect(await owners('%')).toEqual(['100% Ltd'])
  })
})
