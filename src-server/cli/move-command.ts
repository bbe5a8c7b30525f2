// `database move`: from the database in the data folder to a PostgreSQL.
import type { Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { move } from '../vendor/move.ts'
import { folderAlone, isPostgres, reportFaults } from './command-line.ts'
import { ProgressLine } from './progress-line.ts'

interface MoveCommandOptions {
  readonly to: string
  readonly dryRun?: boolean
}

export function addMoveCommand(database: Command, words: ServerWords): void {
  const help = words.help.databaseMove
  const command = database
    .command('move')
    .description(help.about)
    .requiredOption('--to <url>', help.to)
    .option('--dry-run', help.dryRun)
  command.action(({ to, dryRun = false }: MoveCommandOptions) =>
    reportFaults(command, words, async () => {
      const dataDir = folderAlone(command, words)
      if (!isPostgres(to)) command.error(words.misuse.moveToNoPostgres)
      const line = new ProgressLine()
      try {
        const progress = (part: 'copied' | 'compared', done: number, total: number) =>
          line.show(words.move.progress(part, done, total))
        const moved = await move(dataDir, to, { dryRun, progress })
        line.clear()
        if (!moved.ok) return moved
        const { tables, rows, resumed, is } = moved.value
        const changed = is === 'moved'
        const list = tables.map((one) => words.move.table(one.table, one.rows))
        const heads = {
          moved: words.move.moved(rows, resumed),
          ready: words.move.wouldMove(rows, resumed),
          there: words.move.there(rows),
        }
        const next = changed ? [words.move.next] : []
        return ok({
          text: [heads[is], ...list, ...next].join('\n'),
          json: { tables, rows, resumed, changed, dryRun },
          ...(changed && { done: words.done.changed }),
        })
      } finally {
        line.clear()
      }
    }),
  )
}
