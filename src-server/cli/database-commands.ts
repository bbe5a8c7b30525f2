// `database upgrade`, `backup` and `restore`: the database as a file.
import type { Command } from 'commander'
import { ok } from '#shared/result.ts'
import { backUp, restore } from '../vendor/backup.ts'
import { tryUpgrade, upgrade } from '../vendor/upgrade.ts'
import { globalOptions, reportFaults } from './command-line.ts'

export function addDatabaseCommands(program: Command): void {
  const database = program.command('database').description('the database of licenses and machines')
  const change = database
    .command('upgrade')
    .description('bring a database of an earlier version to this one; keeps a copy of it in "backups"')
    .option('--dry-run', 'try it on a copy, and say what would be done')
  change.action(({ dryRun = false }: { dryRun?: boolean }) =>
    reportFaults(change, async () => {
      const { dataDir } = globalOptions(change)
      const done = await (dryRun ? tryUpgrade : upgrade)(dataDir, Date.now())
      if (!done.ok) return done
      const { steps, kept } = done.value
      return ok({ text: upgradeWords(steps, kept), json: { steps, kept, changed: kept !== null } })
    }),
  )

  const copy = program
    .command('backup')
    .description('copy the database to a file, also while the server runs; the signing keys are not in it')
    .argument('<file>', 'the copy; refused where it is there already')
  copy.action((file: string) =>
    reportFaults(copy, async () => {
      const made = await backUp(globalOptions(copy).dataDir, file)
      return made.ok ? ok({ text: `Written to ${file}`, json: { file } }) : made
    }),
  )

  const back = program
    .command('restore')
    .description('put a copy in the place of the database, which is kept in "backups"; stop the server first')
    .argument('<file>', 'what "backup" has made')
  back.action((file: string) =>
    reportFaults(back, async () => {
      const restored = await restore(globalOptions(back).dataDir, file, Date.now())
      if (!restored.ok) return restored
      const { kept, older } = restored.value
      const lines = [
        `Restored from ${file}.`,
        ...(kept === null ? [] : [`What was there before is in ${kept}.`]),
        ...(older ? ['It is of an earlier version: run “database upgrade”.'] : []),
        'Run “doctor” to see whether the signing keys fit.',
      ]
      return ok({ text: lines.join('\n'), json: { file, kept, older } })
    }),
  )
}

function upgradeWords(steps: readonly string[], kept: string | null): string {
  if (steps.length === 0) return 'The database is of this version: there is nothing to do.'
  const list = steps.map((step) => `  ${step}`).join('\n')
  return kept === null
    ? `Tried on a copy, and it works. “database upgrade” would do:\n${list}`
    : `Upgraded:\n${list}\nThe database as it was before is in ${kept}.`
}
