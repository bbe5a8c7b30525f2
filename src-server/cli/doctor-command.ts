// `doctor`: whether the vendor's programs can work here.
import type { Command } from 'commander'
import { server as english } from '#shared/messages/en/server.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok } from '#shared/result.ts'
import { examine, type Finding } from '../back-office/doctor.ts'
import { EXIT, folderAlone, reportFaults } from './command-line.ts'

export function addDoctorCommand(program: Command, words: ServerWords): void {
  const doctor = program.command('doctor').description(words.help.doctor.about)
  doctor.action(() =>
    reportFaults(doctor, words, async () => {
      const findings = await examine(folderAlone(doctor, words))
      const well = findings.every(({ fault }) => fault === null)
      if (!well) process.exitCode = EXIT.unusable
      const lines = findings.map((finding) =>
        finding.fault
          ? words.doctor.fault(finding.fault.say(words))
          : words.doctor.well(finding.well(words.doctor)),
      )
      return ok({ text: lines.join('\n'), json: { well, findings: findings.map(forMachines) } })
    }),
  )
}

/** The same in every language. */
const forMachines = (finding: Finding) =>
  finding.fault
    ? {
        step: finding.step,
        fault: { code: finding.fault.code, message: finding.fault.message },
        words: '',
      }
    : { step: finding.step, fault: null, words: finding.well(english.doctor) }
