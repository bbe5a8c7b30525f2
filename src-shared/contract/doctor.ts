// What “Test connection” and `doctor` show: one line a step, green or red with the failure that explains it.
import { z } from 'zod'
import { ERRORS, type ErrorCode, type Failure } from './errors.ts'
import { SYSTEMS } from './system.ts'
import { storeProblem } from './views.ts'

/** In the order in which they are tried; each needs the ones before it. */
export const CONNECTION_STEPS = ['name', 'tcp', 'proxy', 'tls', 'http', 'api', 'signature', 'clock'] as const
export const MACHINE_STEPS = [
  'machine_id',
  'container',
  'machine_clock',
  'store',
  'licenses',
  'offline_keys',
  'settings',
  'disk',
  'rights',
  'lock',
  'quarantine',
  'installation',
] as const

/** Why a step was skipped, or what is worth knowing about one that did not fail. */
export const NOTES = [
  'offline_only',
  'not_reached',
  'is_address',
  'no_proxy',
  'plain_http',
  'signed_out_of_time',
  'no_container',
  'container_own_id',
  'container_id_shared',
  'container_id_shared_fixed',
  'id_often_shared',
  'id_file_often_shared',
  'id_sources_differ',
  'clock_slightly_behind',
  'clock_differs',
  'store_not_made_yet',
  'something_damaged',
  'license_missing',
  'deactivation_begun',
  'left_over',
  'some_may_not_run',
  'something_set_aside',
  'disk_low',
  'not_packaged',
] as const

/** Notes on the machine's id that are worth showing beside the Unique Key. */
export const ID_ADVICE = [
  'container_id_shared',
  'container_id_shared_fixed',
  'id_often_shared',
  'id_file_often_shared',
] as const satisfies readonly Note[]

/** `warning`: advice; nothing stands in the way. */
const state = z.enum(['ok', 'warning', 'failed', 'skipped'])

/** A failure inside of an answer, with its parameters. */
export const problem = z.object({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  params: z.record(z.string(), z.unknown()),
}) as unknown as z.ZodType<Failure>

const lines = <const Step extends string>(steps: readonly Step[]) =>
  z.array(
    z.object({
      step: z.enum(steps),
      state,
      /** Names, addresses, numbers: the same in every language. */
      detail: z.string(),
      note: z.enum(NOTES).nullable(),
      /** With its parameters, since the words need them; null unless the step failed. */
      problem: problem.nullable(),
    }),
  )

export const connectionReport = z.object({
  server: z.string(),
  /** Through which proxy, without its password; null: directly. */
  proxy: z.string().nullable(),
  lines: lines(CONNECTION_STEPS),
})
export const machineReport = z.object({
  /** For the words of a mend. */
  system: z.enum(SYSTEMS),
  lines: lines(MACHINE_STEPS),
  /** What the line `quarantine` counts, and what else of the data folder is damaged. */
  problems: z.array(storeProblem),
})

export type ConnectionStep = (typeof CONNECTION_STEPS)[number]
export type MachineStep = (typeof MACHINE_STEPS)[number]
export type Note = (typeof NOTES)[number]
export type IdAdvice = (typeof ID_ADVICE)[number]
export type LineState = z.infer<typeof state>
export type ConnectionReport = z.infer<typeof connectionReport>
export type ConnectionLine = ConnectionReport['lines'][number]
export type MachineReport = z.infer<typeof machineReport>
export type MachineLine = MachineReport['lines'][number]
