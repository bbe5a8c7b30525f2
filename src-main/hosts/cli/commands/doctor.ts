// activation-desk doctor [--offline]: what of this machine and of the way to the server is well, and how to mend the rest.
import { isNoDamage } from '#main/core/doctor/examine-store.ts'
import type {
  ConnectionLine,
  ConnectionReport,
  MachineLine,
  MachineReport,
  Note,
} from '#shared/contract/doctor.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { machineLinesBeside } from '#shared/contract/machine-lines.ts'
import type { System } from '#shared/contract/system.ts'
import { explain } from '#shared/messages/messages.ts'
import { lineFacts } from '#shared/messages/note-text.ts'
import { printable } from '#shared/printable.ts'
import { Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'
import { storeProblemText } from '../store-problem.ts'
import { wrapped } from '#shared/wrapped.ts'
import { painted, SIGNS } from '../text.ts'

/** Before a line, and how far in what belongs to it begins. */
const LINE = '  '
const DETAILS = 12

type Line = MachineLine | ConnectionLine

/** Exit 4 where this machine is at fault, else 3 where the way to the server is. */
export async function doctor(offline: boolean, context: CommandContext): Promise<void> {
  const { router, messages } = context
  const examined = context.settle(await router.call('machine.examine', {}))
  const connection = offline ? null : context.settle(await router.call('connection.test', {}))
  const machine = { ...examined, lines: machineLinesBeside(examined.lines, connection?.lines ?? []) }
  const all: readonly Line[] = [...machine.lines, ...(connection?.lines ?? [])]
  const failed = all.filter((line) => line.problem !== null)
  context.answerVerbatim({ machine, connection }, () => {
    const told = new Set<string>()
    return [
      messages.doctor.machine,
      ...machine.lines.flatMap((line) => lineText(line, machine.system, context, told)),
      ...machine.problems.flatMap((problem) =>
        storeProblemText(problem, context).map((line) => `    ${line}`),
      ),
      ...(connection ? connectionText(connection, machine.system, context, told) : []),
      '',
      conclusion(all, machine.problems, messages.doctor),
    ]
      .map((line) => wrapped(line, context.width, /^ {2}\S/.test(line) ? DETAILS - LINE.length : 0))
      .join('\n')
  })
  if (failed.length === 0) return
  const statuses = failed.map(({ problem }) => problem && ERRORS[problem.code].exit)
  throw new Exit(statuses.includes(4) ? 4 : 3)
}

const MAY_NOT_RUN = 'some_may_not_run' satisfies Note

/** What was set aside once is in nobody's way any more: it is a note. */
function conclusion(
  lines: readonly Line[],
  problems: MachineReport['problems'],
  words: CommandContext['messages']['doctor'],
): string {
  const failed = lines.filter(({ problem }) => problem !== null)
  if (failed.length > 0) return words.somethingFailed(failed.map(({ step }) => words.steps[step]))
  if (lines.some(({ note }) => note === MAY_NOT_RUN)) return words.someMayNotRun
  const inPlace = problems.some(({ where, reason }) => !where.startsWith('quarantine') && !isNoDamage(reason))
  if (inPlace) return words.somethingDamaged
  const noted = lines.filter(({ state }) => state === 'warning').length
  return noted > 0 ? words.withNotes(noted) : words.allWell
}

function connectionText(
  { server, proxy, lines }: ConnectionReport,
  system: System,
  context: CommandContext,
  told: Set<string>,
): string[] {
  const { connection, throughProxy } = context.messages.doctor
  const title = `${connection}: ${server}${proxy === null ? '' : ` (${throughProxy(proxy)})`}`
  return ['', printable(title), ...lines.flatMap((line) => lineText(line, system, context, told))]
}

/** `told`: what was explained before; a second line has its code alone. */
function lineText(
  { step, state, detail, note, problem }: Line,
  system: System,
  context: CommandContext,
  told: Set<string>,
): string[] {
  const { doctor: words } = context.messages
  const said = lineFacts({ step, detail, note }, system, context.messages)
  const facts = [said.detail, said.note].filter((part) => part !== '').join('  ')
  const head = `${SIGNS[state]} ${words.states[state].padEnd(8)}${words.steps[step].padEnd(26)}`
  const text = printable(`${head}${problem === null ? facts : ''}`.trimEnd())
  const colored = context.color ? painted(state, text) : text
  if (problem === null) return [LINE + colored]
  const { what, cause, todo } = explain(problem, context.messages, context.speaker)
  const indent = ' '.repeat(DETAILS)
  const key = JSON.stringify(problem)
  const mend = [
    ...(told.has(key) ? [] : [what, cause, `→ ${todo}`]),
    context.messages.cli.code(problem.code),
  ].map((part) => indent + printable(part))
  told.add(key)
  return [LINE + colored, ...mend]
}
