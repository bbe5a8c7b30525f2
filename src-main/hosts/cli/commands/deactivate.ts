// activation-desk deactivate LICENSE [--later]
import { ERRORS, type ErrorCode, type Failure } from '#shared/contract/errors.ts'
import type { CommandContext } from '../command-context.ts'
import { forLicense } from '../license-named.ts'

/** The exit status of failures that `--later` is for. */
const SERVER_AWAY = 3

export async function deactivate(named: string, later: boolean, context: CommandContext): Promise<void> {
  const result = await untilSignal(context, () =>
    forLicense(named, context, (id) =>
      context.router.call('licenses.deactivate', { id, ...(later ? { whenServerIsAway: 'mark' } : {}) }),
    ),
  )
  const status = result.ok ? 0 : statusOf(result.error)
  if (status === SERVER_AWAY && !later) context.note(context.messages.cli.laterHelps)
  const { deactivation, cli } = context.messages
  const { owner, seat, returnCode, settles, ...rest } = context.settle(result, status)
  const whose = rest.machine ? ` ${cli.ofMachine(rest.machine)}` : ''
  // The representative asks for them, and the license is off the list by now.
  const key = returnCode === null ? null : await context.router.call('machine.uniqueKey', {})
  const uniqueKey = key?.ok ? key.value.uniqueKey : null
  const told = uniqueKey === null ? [] : [deactivation.goesWithReturnCode(uniqueKey, rest.id)]
  const answer = { owner, seat, returnCode, uniqueKey, ...(settles ? { settles } : {}), ...rest }
  context.answer(answer, () =>
    [
      `${deactivation.done(owner || rest.id)} ${deactivation.seats[seat]}${whose}`,
      ...(returnCode === null ? [] : ['', returnCode, ...told, ...(settles ? [deactivation.settles] : [])]),
    ].join('\n'),
  )
}

/** Where the outcome is not known, that of what stood in the way: a full disk is no server that is away. */
function statusOf({ code, params }: Failure): number {
  const problem = 'problem' in params ? params.problem : ''
  const isKnown = code === 'deactivation_unknown' && Object.hasOwn(ERRORS, problem)
  return ERRORS[isKnown ? (problem as ErrorCode) : code].exit
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A signal that ends it does so all the same, after it was said what that leaves. */
async function untilSignal<T>(context: CommandContext, work: () => Promise<T>): Promise<T> {
  const stop = (signal: NodeJS.Signals) => {
    context.note(context.messages.deactivation.stopped)
    process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.once(signal, stop)
  try {
    return await work()
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop)
  }
}
