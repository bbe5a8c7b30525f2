// The store in a PostgreSQL, which several servers share.
import { STAGE, stagedLicenses } from '../staged-licenses.ts'
import { tablesOf, type Store } from '../store.ts'
import { PostgresConnections, queriesOn } from './connections.ts'
import { prepareEmpty, refuseUnready } from './migrations.ts'
import { addressed } from './one-connection.ts'

/** Milliseconds: what comes within them is one write. */
const TOGETHER_MS = 250
/** Milliseconds: an answer may be as long on its way, and who changes the key that signs waits as long for no one. */
const LOOKS_HOLD = 50

/** For `init` alone: makes the tables in a database that is there, and empty. */
export async function createPostgresStore(url: string): Promise<Store> {
  return opened(url, (connections) => connections.with((client) => prepareEmpty(client)))
}

/** Throws a Fault where it cannot be reached, was never prepared, or is of another version. */
export async function openPostgresStore(url: string): Promise<Store> {
  return opened(url, (connections) => connections.with((client) => refuseUnready(client)))
}

async function opened(
  url: string,
  prepare: (connections: PostgresConnections) => Promise<void>,
): Promise<Store> {
  const connections = addressed(() => new PostgresConnections(url))
  try {
    await prepare(connections)
    return storeOf(connections)
  } catch (error) {
    await connections.close()
    throw error
  }
}

function storeOf(connections: PostgresConnections): Store {
  const noted = new Map<string, number>()
  const validated = connections.prepare(
    `UPDATE licenses l SET last_validated = CAST(n.value AS BIGINT)
      FROM jsonb_each_text(CAST(:noted AS JSONB)) AS n (key, value) WHERE l.id = n.key`,
  )
  const writeNoted = async () => {
    if (noted.size === 0) return
    const all = JSON.stringify(Object.fromEntries(noted))
    noted.clear()
    await validated.run({ noted: all }).catch(() => undefined) // nice to know
  }
  return {
    ...tablesOf(connections),
    looksHold: LOOKS_HOLD,
    bookkeeping: {
      validated(licenseId, now) {
        if (noted.size === 0) setTimeout(() => void writeNoted(), TOGETHER_MS).unref()
        noted.set(licenseId, now)
      },
    },
    async stageLicenses(now) {
      const client = await connections.reserve()
      await client.query(STAGE)
      const licenses = stagedLicenses(queriesOn(client, connections.listed), now)
      const forget = async () => {
        await licenses.forget()
        connections.giveUp()
      }
      return { ...licenses, forget }
    },
    transaction: (work) => connections.change(work, 'on the disk'),
    write: (work) => connections.change(work, 'quickly'),
    async tryWriting() {
      await connections.tryWriting()
      return true
    },
    refuseDamaged: () => Promise.resolve(), // PostgreSQL looks at its own pages
    refuseReplaced: () => Promise.resolve(),
    oneAtATime: (work) => connections.oneAtATime(work),
    async close() {
      await writeNoted()
      await connections.close()
    },
  }
}
