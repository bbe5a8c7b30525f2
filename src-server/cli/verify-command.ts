// `database verify`: whether the database is whole.
import type { Command } from 'commander'
import { server as english } from '#shared/messages/en/server.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import type { Looked, Trouble } from '../store/kept-together.ts'
import { verify, verifyPostgres } from '../vendor/verify.ts'
import { EXIT, globalOptions, reportFaults } from './command-line.ts'

export function addVerifyCommand(database: Command, words: ServerWords): void {
  const command = database.command('verify').description(words.help.databaseVerify.about)
  command.action(() =>
    reportFaults(command, words, async () => {
      const { dataDir, database: url } = globalOptions(command, words)
      const looked = await (url === undefined ? verify(dataDir) : verifyPostgres(url))
      const whole = looked.every(({ troubles }) => troubles.length === 0)
      if (!whole) process.exitCode = EXIT.refused
      const mend = url === undefined ? 'restore' : 'pg_restore'
      const lines = looked.flatMap(({ check, troubles }) =>
        troubles.length === 0
          ? [words.doctor.well(words.verify.well[check])]
          : troubles.map((trouble) => words.doctor.fault(sentence(trouble, mend, words))),
      )
      const findings = looked.flatMap((one) => forMachines(one, mend))
      return ok({ text: lines.join('\n'), json: { whole, findings } })
    }),
  )
}

type Mend = 'restore' | 'pg_restore'

function sentence(trouble: Trouble, mend: Mend, { verify: words }: ServerWords): string {
  switch (trouble.kind) {
    case 'earlier':
      return words.earlier(trouble.step)
    case 'later':
      return words.later(trouble.step)
    case 'damaged':
      return words.damaged(trouble.rows, trouble.said, mend)
    case 'orphans':
      return words.orphans(trouble.rows, trouble.of, trouble.first, mend)
    case 'miscounted':
      return words.miscounted(trouble.rows, trouble.first, mend)
    case 'unguarded':
      return words.unguarded(trouble.rule)
  }
}

/** The same in every language. */
function forMachines({ check, troubles }: Looked, mend: Mend) {
  if (troubles.length === 0) return [{ check, well: true, rows: 0, words: english.verify.well[check] }]
  return troubles.map((trouble) => ({
    check,
    well: false,
    rows: 'rows' in trouble ? trouble.rows : 0,
    words: sentence(trouble, mend, english),
  }))
}
