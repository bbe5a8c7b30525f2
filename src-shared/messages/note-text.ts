// The words of a note, with the mend for the operating system that the machine has; and of a line of `doctor` with its note.
import type { ConnectionLine, MachineLine, Note } from '../contract/doctor.ts'
import type { System } from '../contract/system.ts'
import { withMoments } from '../instant.ts'
import type { Messages } from './messages.ts'

export function noteText(note: Note, system: System, { notes, newId }: Messages['doctor']): string {
  return note === 'id_often_shared' ? `${notes[note]} ${newId[system]}` : notes[note]
}

/** `moment`: how the reader writes an instant. */
export function lineFacts(
  { step, detail, note }: Pick<MachineLine | ConnectionLine, 'step' | 'detail' | 'note'>,
  system: System,
  { doctor: words, statuses }: Pick<Messages, 'doctor' | 'statuses'>,
  moment?: (iso: string) => string,
): { readonly detail: string; readonly note: string } {
  const said = note === null ? '' : noteText(note, system, words)
  if (step === 'licenses') return { detail: withStatusNames(detail, statuses), note: said }
  if (note !== 'clock_slightly_behind') return { detail: withMoments(detail, moment), note: said }
  const [clock = '', signed = ''] = detail.split(' < ')
  return {
    detail: withMoments(clock, moment),
    note: `${withMoments(words.clockBehind(clock, signed), moment)} ${said}`,
  }
}

/** “virtualization: over_limit” is the code of a product and that of its status. */
const withStatusNames = (detail: string, statuses: Messages['statuses']): string =>
  detail.replaceAll(/(?<=: )[a-z_]+(?=[,)])/g, (status) =>
    Object.hasOwn(statuses, status) ? statuses[status as keyof typeof statuses].label : status,
  )
