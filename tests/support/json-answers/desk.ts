// What each command of the desk prints with --json, in the contract's own schemas (docs/formats/json-answers.md).
import { z } from 'zod'
import { INSTALLED_ON } from '#main/adapters/offline-bundle/install-commands.ts'
import { bundleManifest } from '#main/adapters/offline-bundle/manifest.ts'
import { licenseChange, pendingReturn } from '#shared/contract/activity-views.ts'
import { contract } from '#shared/contract/contract.ts'
import { connectionReport, machineReport, problem } from '#shared/contract/doctor.ts'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import { SHELLS } from '#shared/completion/completion.ts'
import {
  gateAnswer,
  licenseList,
  licenseView,
  preferences,
  storeProblem,
  usageLine,
} from '#shared/contract/views.ts'

/** The file that `--output` or an argument names. */
const written = z.object({ path: z.string() })
const fileOr = (file: z.ZodObject) => [file, written] as const

/** Beside every answer: what lies beside the licenses and was not written, though the action went well. */
const warnings = { warnings: z.array(storeProblem).optional() }

const COMMANDS = {
  list: [contract['licenses.list'].output],
  info: [contract['app.info'].output],
  'unique-key': [contract['machine.uniqueKey'].output],
  request: [contract['machine.request'].output.extend({ path: z.string().nullable() })],
  activate: [contract['licenses.activateOnline'].output],
  inspect: [contract['licenses.inspect'].output],
  refresh: [contract['licenses.refresh'].output],
  deactivate: [contract['licenses.deactivate'].output.extend({ uniqueKey: z.string().nullable() })],
  code: [contract['licenses.revealCode'].output],
  check: [gateAnswer],
  certificate: fileOr(contract['licenses.certificate'].output),
  'usage set': [usageLine.extend({ check: gateAnswer.nullable() })],
  'usage show': [contract['usage.show'].output],
  'usage history': [contract['usage.history'].output],
  'usage report': [contract['usage.months'].output, ...fileOr(contract['usage.export'].output)],
  export: fileOr(contract['export.create'].output),
  activity: [contract['activity.list'].output, ...fileOr(contract['activity.export'].output)],
  doctor: [z.object({ machine: machineReport, connection: connectionReport.nullable() })],
  'settings show': [contract['settings.get'].output],
  'settings set proxy': [contract['settings.set'].output],
  'settings set ca': [contract['settings.set'].output],
  'settings set offline-only': [contract['settings.set'].output],
  'settings set check-interval': [contract['settings.set'].output],
  'machine-id show': [contract['machine.uniqueKey'].output],
  'machine-id set': [contract['machine.setId'].output],
  preferences: [preferences.extend({ kept: z.boolean() })],
  repair: [contract['store.repair'].output],
  backup: [contract['backup.create'].output.omit({ fileName: true, content: true }).extend(written.shape)],
  restore: [contract['backup.restore'].output],
  serve: [z.object({ url: z.string() })],
  completion: [z.object({ shell: z.enum(SHELLS), script: z.string() })],
  manual: [z.object({ page: z.string() })],
  'verify-bundle': [
    bundleManifest.pick({ name: true, version: true, platform: true, standIn: true, files: true }).extend({
      here: z.string(),
      commands: z.array(z.object({ on: z.enum(INSTALLED_ON), command: z.string() })),
    }),
  ],
  notices: [z.object({ notices: z.string() })],
} satisfies Record<string, readonly z.ZodObject[]>

export const DESK_ANSWERS: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  Object.entries(COMMANDS).map(([command, forms]) => {
    const all = forms.map((form) => form.extend(warnings))
    return [command, all.length === 1 && all[0] ? all[0] : z.union(all)]
  }),
)

/** What failed and why, in words too; `params` is what they name. Of wrong usage `what` is all that is said. */
export const DESK_ERROR = z.object({
  test: z.literal(true).optional(),
  error: z.object({
    code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    params: z.record(z.string(), z.unknown()),
    what: z.string(),
    cause: z.string().optional(),
    todo: z.string().optional(),
  }),
})

/** They stand once in the published file. */
export const DESK_PARTS = {
  licenseView,
  licenseList,
  licenseChange,
  pendingReturn,
  storeProblem,
  gateAnswer,
  problem,
}
