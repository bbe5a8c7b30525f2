// `database` with its commands, `backup` and `restore`: the database as a whole.
import type { Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { backUp } from '../vendor/backup.ts'
import { restore } from '../vendor/restore.ts'
import { tryUpgrade, upgrade } from '../vendor/upgrade.ts'
import { folderAlone, globalOptions, refuseNoName, reportFaults, type Outcome } from './command-line.ts'
import { addMoveCommand } from './move-command.ts'
import { placeOfCopy } from './output-file.ts'
import { addVerifyCommand } from './verify-command.ts'

export function addDatabaseCommands(program: Command, words: ServerWords): void {
  const { help } = words
  const database = program.command('database').description(help.database.about)
  const change = database
    .command('upgrade')
    .description(help.databaseUpgrade.about)
    .option('--dry-run', help.databaseUpgrade.dryRun)
  change.action(({ dryRun = false }: { dryRun?: boolean }) =>
    reportFaults(change, words, async () => {
      const { dataDir, database: url } = globalOptions(change, words)
      if (url !== undefined) return ok(await upgradedPostgres(url, dryRun, words))
      const done = await (dryRun ? tryUpgrade(dataDir) : upgrade(dataDir, Date.now()))
      if (!done.ok) return done
      const { steps, kept } = done.value
      return ok({
        text: upgradeWords(steps, kept, words.database),
        json: { steps, kept, changed: kept !== null },
        ...(kept !== null && { done: words.done.changed }),
      })
    }),
  )
  addMoveCommand(database, words)
  addVerifyCommand(database, words)

  const copy = program.command('backup').description(help.backup.about).argument('<file>', help.backup.file)
  copy.action((file: string) =>
    reportFaults(copy, words, async () => {
      const dataDir = folderAlone(copy, words)
      refuseNoName('backup', file, copy, words)
      const made = await backUp(dataDir, placeOfCopy(dataDir, file))
      return made.ok ? ok({ text: words.written(file), json: { file }, done: words.done.changed }) : made
    }),
  )

  const back = program
    .command('restore')
    .description(help.restore.about)
    .argument('<file>', help.restore.file)
  back.action((file: string) =>
    reportFaults(back, words, async () => {
      const restored = await restore(folderAlone(back, words), file, Date.now())
      if (!restored.ok) return restored
      const { kept, older } = restored.value
      const lines = [
        words.database.restored(file),
        ...(kept === null ? [] : [words.database.kept(kept)]),
        ...(older ? [words.database.older] : []),
        words.database.seeKeys,
      ]
      return ok({ text: lines.join('\n'), json: { file, kept, older }, done: words.done.changed })
    }),
  )
}

/** No copy of it is made here: that is PostgreSQL's own work. */
async function upgradedPostgres(url: string, dryRun: boolean, words: ServerWords): Promise<Outcome> {
  const { upgradePostgres } = await import('../store/postgres/upgrade.ts') // nobody else waits for its library
  const steps = await upgradePostgres(url, dryRun)
  const { nothingToDo, triedPostgres, upgradedPostgres: upgraded } = words.database
  const changed = steps.length > 0 && !dryRun
  const say = dryRun ? triedPostgres : upgraded
  return {
    text: steps.length === 0 ? nothingToDo : say(listOf(steps)),
    json: { steps, kept: null, changed },
    ...(changed && { done: words.done.changed }),
  }
}

const listOf = (steps: readonly string[]): string => steps.map((step) => `  ${step}`).join('\n')

function upgradeWords(steps: readonly string[], kept: string | null, words: ServerWords['database']): string {
  if (steps.length === 0) return words.nothingToDo
  const list = listOf(steps)
  return kept === null ? words.tried(list) : words.upgraded(list, kept)
}
