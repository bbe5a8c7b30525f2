// English words for a file that could not be written where a person wants it.
import { storeMend } from './store.ts'
import { storeTrouble } from './store-trouble.ts'

/** Of `file_not_written`: the cause, and what to do. `place`: what stands in the way. */
export function fileTrouble(
  path: string,
  place: string,
  reason: string | undefined,
): [why: string, todo: string] {
  const choose = 'Choose another folder or another name; what stood there before is untouched.'
  switch (reason) {
    case 'too_many_open_files':
      return [storeTrouble(path, reason), storeMend(reason)]
    case 'read_only_disk':
    case 'folder_in_the_way':
      return [storeTrouble(path, reason), choose]
    case 'nobody_reads':
      return [
        `${path} is a pipe or socket that no program reads from.`,
        'Start the program that reads it first, or choose another name.',
      ]
    case 'no_folder':
      return [`There is no folder ${place}.`, 'Make that folder first, or choose another one.']
    case 'not_a_folder':
      return [`${place} is no folder.`, choose]
    case 'no_permission':
      return [`You may not write in the folder ${place}.`, choose]
    case 'of_others':
      return [`${place} is another user’s, or anybody may exchange it.`, choose]
    case 'data_folder':
      return [
        `${place} is the data folder, where Activation Desk keeps the licenses of this machine.`,
        `Choose a place outside of ${place}.`,
      ]
    default:
      return [
        `The folder of ${path} is not there, you may not write to it or it lies behind another user’s folder or link, or another program has the file open.`,
        choose,
      ]
  }
}
