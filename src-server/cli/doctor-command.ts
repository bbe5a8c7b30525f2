// `doctor`: whether the vendor's programs can work here.
import type { Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { examine } from '../back-office/doctor.ts'
import { EXIT, globalOptions, reportFaults } from './command-line.ts'

export function addDoctorCommand(program: Command, words: ServerWords): void {
  const doctor = program.command('doctor').description(words.help.doctor.about)
  doctor.action(() =>
    reportFaults(doctor, words, () => {
      const findings = examine(globalOptions(doctor, words).dataDir)
      const well = findings.every(({ fault }) => fault === null)
      if (!well) process.exitCode = EXIT.unusable
      const lines = findings.map(({ fault, words }) =>
        fault ? `FAULT  ${fault.message}` : `ok     ${words}`,
      )
      return ok({ text: lines.join('\n'), json: { well, findings } })
    }),
  )
}
