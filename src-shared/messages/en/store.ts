// English words for something in the store that is no license, or that may not be read.
import type { StoreReason } from '../../contract/views.ts'

/** What to do about it, where nothing could be stored. */
export function storeMend(reason: string): string {
  switch (reason) {
    case 'too_many_open_files':
      return 'Try again; if it stays, raise the limit of open files (“ulimit -n”, “LimitNOFILE=” of a service) or end what opens so many.'
    case 'not_ours':
    case 'not_a_file':
      return 'Move it away, and ask who put it there, then try again; what was stored before is untouched.'
    case 'no_permission':
      return 'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”.'
    case 'no_locks':
      return 'Mount the share with locks, or choose a folder on a disk of this machine (“--data-dir”); what is stored can still be read.'
    case 'read_only_disk':
      return 'Mount it for writing, or choose a folder on another disk (“--data-dir”); what is stored can still be read.'
    case 'cannot_be_made':
      return 'Choose another data folder (“--data-dir”).'
    case 'other_disk':
      return 'Mount the disk or volume at the data folder itself, and move all that is in it there; what was stored before is untouched.'
    case 'name_too_long':
      return 'Choose a data folder with a shorter path (“--data-dir”).'
    case 'too_large':
      return 'Give less at once, such as a backup that this machine made; what was stored before is untouched.'
    case 'folder_in_the_way':
      return 'Move away the folder that is not one of Activation Desk’s, then try again; what was stored before is untouched.'
    default:
      return 'See that the disk or network share is there and well, then try again; what was stored before is untouched.'
  }
}

/** What to do about settings that were not read. Only what is no file of its own cannot be replaced. */
export function settingsMend(path: string, reason: string): string {
  const anew =
    'whether this machine may open connections: “activation-desk settings set offline-only off” (or “on”)'
  switch (reason) {
    case 'no_permission':
    case 'too_many_open_files':
    case 'name_too_long':
      return storeMend(reason)
    case 'read_failed':
      return 'See that the disk or network share is there and well, then try again; nothing was changed.'
    case 'folder_in_the_way':
      return `Move ${path} away, then say anew ${anew}.`
    case 'not_a_file':
    case 'gone':
      return `Say anew ${anew}, which makes a file in its place.`
    default:
      return `Correct the file, or say anew ${anew}, which replaces it.`
  }
}

export const store = {
  reasons: {
    no_permission: {
      what: 'You may not read this license.',
      todo: 'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”; the license itself is as it was.',
    },
    not_writable: {
      what: 'Nothing new can be written there: the rights or the disk do not allow it.',
      todo: 'See that the group “activation-desk” may write there and that the disk has room, or start Activation Desk as an administrator.',
    },
    read_failed: {
      what: 'The disk or the network share did not give this file.',
      todo: 'See that it is there and well, then look again; nothing was changed.',
    },
    too_many_open_files: {
      what: 'This program, or the machine, has as many files open as it may, so that this one was not read.',
      todo: storeMend('too_many_open_files'),
    },
    gone: {
      what: 'The licenses that were on this machine are not there any more, and nobody deactivated them.',
      todo: 'Put it back from a backup, or activate the licenses again.',
    },
    not_mounted: {
      what: 'The data folder is the place of a disk or volume of its own, and it is empty.',
      todo: 'Mount the disk. If this is a new one, activate the first license.',
    },
    incomplete: {
      what: 'The key or the License Code of this license is missing.',
      todo: 'Activate it again.',
    },
    unreadable: {
      what: 'A file of this license is damaged.',
      todo: 'Activate it again.',
    },
    damaged: {
      what: 'A file of this license is missing, or not as it was written.',
      todo: 'Activate the license again, or put the file back from a backup.',
    },
    not_a_folder: {
      what: 'This is a file where each license has a folder: Activation Desk did not write it.',
      todo: 'If a license is missing, activate it again.',
    },
    not_a_file: {
      what: 'A link, a pipe or something of another kind lies where a file or folder belongs: Activation Desk did not write it, and does not follow it.',
      todo: 'Remove it, and ask who put it there. If a license is missing, activate it again.',
    },
    other_owner: {
      what: 'A file that counts belongs to a user of another group, or others may write it: it is not believed.',
      todo: 'Give it, and its folder, to the group of the data folder, and let nobody else write there.',
    },
    young: {
      what: 'Something was put there within the last minute: somebody may be copying it.',
      todo: 'Wait until that is done: “activation-desk repair” leaves it alone for a minute.',
    },
    deactivation_begun: {
      what: 'A deactivation was begun here and its outcome is not known: the activation server may have freed the place.',
      todo: 'Refresh, which asks the server: the license stays if its place is still there.',
    },
    left_over: {
      what: 'A writer that was stopped left this here: it is no license, and nothing depends on it.',
      todo: 'Nothing has to be done: the next writer, or “activation-desk repair”, removes it. If it stays, run that as an administrator.',
    },
    renewed: {
      what: 'A note of a deactivation was damaged, and a new one is in its place.',
      todo: 'Refresh, which asks the activation server how the deactivation came out.',
    },
    tells_of_loss: {
      what: 'A link, a pipe or a file lies in the place of what was in use over time. It stays, since nothing else may tell that usage was lost.',
      todo: 'Report the usage of each product anew (“activation-desk usage set PRODUCT NUMBER”), then remove it.',
    },
    note_lost: {
      what: 'A note of a deactivation is damaged, and nothing here tells enough to write it anew: whether the place of this machine is free is not known.',
      todo: 'Ask the vendor to free the place of this machine for that license, then remove the note.',
    },
    license_missing: {
      what: 'This license is gone from this machine, and nobody deactivated it here.',
      todo: 'Activate it again, put it back from a backup, or give it up (“activation-desk deactivate LICENSE”).',
    },
    replaced: {
      what: 'Another License Code or key took the place of this one, so that it counts no more.',
      todo: 'Nothing has to be done.',
    },
  } satisfies Record<StoreReason, unknown>,
  /** What lies beside the licenses, and is damaged or none of ours. */
  beside: {
    usage: {
      what: 'What the products reported of their usage is damaged or gone. Whether a product with a limit may run cannot be told.',
      todo: 'Report the usage of each product anew: “activation-desk usage set PRODUCT NUMBER”.',
    },
    report: {
      what: 'What a product wrote of its usage cannot be read. Whether it may run with a limit cannot be told.',
      todo: 'Let the product write it anew. If it does not report there, delete the file.',
      todoAside: 'Let the product write it anew.',
    },
    history: {
      what: 'What was in use over time is damaged. What can be read of it goes on.',
      todo: 'Nothing has to be done: the next report sets it aside. If it stays, run “activation-desk repair”.',
      todoAside: 'Nothing has to be done.',
    },
    activity: {
      what: 'The activity log has lines that cannot be read, or is no file.',
      todo: 'Run “activation-desk repair”: it keeps the log in “quarantine”, and goes on with the lines that can be read.',
      todoAside: 'Nothing has to be done.',
    },
    returned: {
      what: 'The list of keys that were declared not to be used here any more is damaged or gone.',
      todo: 'Run “activation-desk repair”, which begins a new list, then put back what was in it from a backup (“activation-desk restore”). Until then no Local License Key is taken for a license that is not here.',
      todoAside:
        'If there is a backup, put back what was in it by “activation-desk restore”. If Local License Keys are still refused because of it, run “activation-desk repair” before.',
      todoRepaired:
        'Local License Keys are taken again, also one that was returned where nothing here names it. If there is a backup, put back what was in it by “activation-desk restore”.',
    },
    returns: {
      what: 'A note of a deactivation is damaged, so that no refresh tells the activation server of it.',
      todo: (where: string) =>
        where === 'returns'
          ? 'Run “activation-desk repair”. If deactivations waited there, their notes are lost: ask the vendor which places of this machine are still taken.'
          : 'Run “activation-desk repair”: it writes the note anew where its license is still here, or where the note still says which it was.',
      todoAside:
        'If its license is still in the list, deactivate it again; else ask the vendor to free the place of this machine.',
    },
    clock: {
      what: 'The latest time that the vendor has signed is damaged.',
      todo: 'See that the clock of this machine is right, and run “activation-desk repair”: the next key or refresh begins it anew.',
      todoAside: 'See that the clock of this machine is right: the next key or refresh begins it anew.',
    },
    settings: {
      what: 'The settings of this installation are damaged or gone; they may say “offline only”, so nothing is sent.',
      todo: settingsMend,
      todoAside: 'Set anew what was set: “activation-desk settings show” says what counts now.',
    },
    machineId: {
      what: 'The machine id that an administrator set here is damaged or gone, so that no license holds.',
      todo: 'Put the file back from a backup, or set the id anew: “activation-desk machine-id set”.',
    },
    licensed: {
      what: 'The note of which licenses are kept here is damaged, so that one that is gone may not be missed.',
      todo: 'Compare the list with the licenses that this machine had. “activation-desk repair” begins a new note with those that are here, and those that its lines or the activity log still know.',
      todoAside:
        'Compare the list with the licenses that this machine had: one that is gone, and that nothing here names, is not missed any more.',
    },
    revision: {
      what: 'The note of the last change is damaged, so that an open page may hear of changes late.',
      todo: 'Nothing has to be done: the next change makes it anew. If it is a folder, remove it.',
    },
    format: {
      what: 'The file that says in which form things are stored here is damaged.',
      todo: 'Nothing has to be done: the next change makes it anew, after a copy of the whole store to “copies/format-unknown”.',
      todoAside: 'Nothing has to be done: the store as it was found then is in “copies/format-unknown”.',
    },
  },
  /** What lies beside the licenses, and is not given to this person. */
  notToBeRead: {
    what: 'You may not read this file or folder.',
    todo: 'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”; nothing was changed.',
  },
  /** Which license the note of a deactivation is of. Each may be empty. */
  ofLicense: (owner: string, codeMasked: string, id: string) => {
    if (codeMasked !== '') return `${owner || 'License Code'} (${codeMasked})`
    if (owner === '') return `License ${id}`
    return id === '' ? owner : `${owner} (${id})`
  },
  /** Another version of the app wrote this reason. */
  otherReason: (reason: string) => ({
    what: `This is no license. Another version of Activation Desk noted why: “${reason}”.`,
    todo: 'If a license is missing, activate it again.',
  }),
  /** Where it is now, of what is not to be read as a license again. */
  setAside: 'It was set aside in “quarantine”; nothing was deleted.',
  stillInPlace:
    'It stays where it is until “activation-desk repair”, or an activation of the same license, sets it aside.',
  /** Of what a license holds without. */
  stillBeside: 'It stays where it is until “activation-desk repair” sets it aside.',
}
