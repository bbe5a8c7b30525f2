// What copies or looks at all of a database knows all of its tables.
import { expect, test } from 'vitest'
import { COPIED_TABLES } from '#server/store/copied-tables.ts'
import { closedDesk } from '../support/closed-desk.ts'
import { sqlOf } from '#tests/support/sqlite-rows.ts'

test('every table of the store is one that is copied (issue 19)', async () => {
  const there = sqlOf(
    await closedDesk(),
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
  )
  const copied = [...COPIED_TABLES.map(({ name }) => name), 'migrations']
  expect(there.map(({ name }) => String(name)).toSorted()).toEqual(copied.toSorted())
})
