// Brings a PostgreSQL that an earlier version made to this server's form: all steps in one transaction, so that it is whole
// in either form at any moment (docs/vendor-guide.md#a-new-version).
import { Fault } from '../../fault.ts'
import { inTransaction, onOneConnection, refuseInUse } from './one-connection.ts'
import { applySteps, lockSteps, ownSteps, refuseMove, versionOfPostgres, type Steps } from './migrations.ts'

/** Where it is only tried, what was done is taken back: so it says that it can be done. */
class TakenBack extends Error {
  readonly done: readonly string[]

  constructor(done: readonly string[]) {
    super()
    this.done = done
  }
}

/** The steps, the first one first. Throws a Fault where the database is newer, in use, or of another program. */
export function upgradePostgres(
  url: string,
  isTry: boolean,
  steps: Steps = ownSteps(),
): Promise<readonly string[]> {
  return onOneConnection(url, async (client) => {
    const { missing, later } = await versionOfPostgres(client, steps)
    if (later !== null)
      throw new Fault('database_newer', (words) => words.databaseNewer(words.theDatabase, later))
    if (missing.length === 0) return []
    try {
      return await inTransaction(client, async () => {
        await lockSteps(client)
        await refuseMove(client)
        await refuseInUse(client)
        const found = (await versionOfPostgres(client, steps)).missing // another one may have been faster
        await applySteps(client, found, steps)
        if (isTry) throw new TakenBack(found)
        return found
      })
    } catch (error) {
      if (error instanceof TakenBack) return error.done
      throw error
    }
  })
}
