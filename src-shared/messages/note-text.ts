// The words of a note, with the mend for the operating system that the machine has.
import type { Note } from '../contract/doctor.ts'
import type { System } from '../contract/system.ts'
import type { Messages } from './messages.ts'

export function noteText(note: Note, system: System, { notes, newId }: Messages['doctor']): string {
  return note === 'id_often_shared' ? `${notes[note]} ${newId[system]}` : notes[note]
}
