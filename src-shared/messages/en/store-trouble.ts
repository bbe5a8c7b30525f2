// English words of the failures in which something of the store was not read or not written. The page begins without them.
import type { UsedUp } from '../../contract/system.ts'
import { store, storeMend } from './store.ts'

/** `reason`: of `store_unreachable` or `store_not_usable`. */
export function storeTrouble(path: string, reason: string): string {
  switch (reason) {
    case 'not_ours':
      return `${path}, or what is in it, is a link, a pipe or a file in the place of a folder: Activation Desk follows none.`
    case 'no_permission':
      return `You have no permission to read ${path}.`
    case 'not_a_file':
      return `${path} is a folder, a link, a pipe or something else that is no file.`
    case 'incomplete':
      return `The key or the License Code in ${path} is missing.`
    case 'unreadable':
    case 'damaged':
      return `${path} is damaged.`
    case 'not_a_folder':
      return `${path} is no folder, and each license has one: Activation Desk did not write it.`
    case 'other_owner':
      return `${path} belongs to a user of another group, or others may write it.`
    case 'gone':
      return `There were licenses in ${path} before, and it is gone.`
    case 'not_mounted':
      return `The data folder is the place of a disk or volume of its own, and it is empty.`
    case 'through_a_file':
      return `${path} is no folder, and the path of the data folder leads through it.`
    case 'link_to_nowhere':
      return `${path} is a link, or lies behind one, that leads nowhere.`
    case 'read_failed':
      return `The disk or the network share did not give ${path}.`
    case 'rights_not_set':
      return `The rights of ${path} could not be set (icacls), so that the folder was not made.`
    case 'too_many_open_files':
      return `This program, or the machine, has as many files open as it may, so that ${path} cannot be opened.`
    case 'read_only_disk':
      return `The disk that holds ${path} may only be read.`
    case 'cannot_be_made':
      return `No folder can be made at ${path}.`
    case 'no_locks':
      return `The disk or network share that holds ${path} does not lock files, so that two writers could destroy each other’s work.`
    case 'name_too_long':
      return `${path} is longer than the path of a data folder may be.`
    case 'folder_in_the_way':
      return `There is a folder at ${path}, or in it, where a file belongs.`
    case 'other_disk':
      return `${path} is a disk, volume or mount of its own, so that nothing can be moved into it.`
    case 'too_large':
      return `${path} would be larger than Activation Desk reads (16 MiB).`
    case 'disk_fault':
      return `The disk that holds ${path} answers with a fault.`
    case 'share_away':
      return `The network share that holds ${path} does not answer.`
    default:
      return `The operating system answers ${reason} for ${path}.`
  }
}

/** What to do where the store cannot be reached. */
export function reachMend(reason: string): string {
  switch (reason) {
    case 'through_a_file':
      return 'Give the path of a folder (“--data-dir”, or ACTIVATION_DESK_DATA_DIR), or move away what lies there.'
    case 'too_many_open_files':
    case 'name_too_long':
    case 'cannot_be_made':
      return storeMend(reason)
    case 'incomplete':
    case 'unreadable':
    case 'not_a_file':
    case 'not_a_folder':
    case 'other_owner':
      return '“activation-desk list” names all that is damaged, and says what to do about each; nothing was changed.'
    case 'not_ours':
      return 'Move it away, or let “activation-desk repair” set it aside; then put the licenses back from a backup (“activation-desk restore”), or activate them again.'
    default:
      return 'See that the disk or network share with this folder is there and well, then try again; nothing was changed.'
  }
}

/** What to do about one license that is here and was not read, so that its place cannot be given back. */
export function licenseMend(reason: string): string {
  switch (reason) {
    case 'no_permission':
    case 'read_failed':
    case 'too_many_open_files':
    case 'other_owner':
      return store.reasons[reason].todo
    default:
      return 'Put its files back from a backup, or activate it again with its License Code: “activation-desk repair” only sets it aside and frees no place.'
  }
}

/** What to do about a file that says which machine this is, and was not read. */
export function idMend(reason: string): string {
  switch (reason) {
    case 'gone':
      return 'Put it back from a backup.'
    case 'too_many_open_files':
      return storeMend(reason)
    case 'read_failed':
      return 'See that the disk or network share is there and well, then try again; nothing was changed.'
    default:
      return 'Let this user read the file, or put it back from a backup.'
  }
}

export const settingsTrouble = (path: string, reason: string): string =>
  reason === 'gone' ? `Settings were saved in ${path} before, and it is gone.` : storeTrouble(path, reason)

/** Of `disk_full`: what happened, the cause, what to do. */
export function diskFull(path: string, out: UsedUp): [what: string, why: string, todo: string] {
  switch (out) {
    case 'files':
      return [
        'The disk takes no further file.',
        `The disk that holds ${path} has room, but holds as many files as it can: its inodes are used up.`,
        'Delete files that nobody needs (“df -i” shows how many there may be), then try again; what was stored before is untouched.',
      ]
    case 'quota':
      return [
        'This user may store no more on the disk.',
        `The quota on the disk that holds ${path} is used up, of room or of files.`,
        'Delete what nobody needs, or ask for more (“quota”), then try again; what was stored before is untouched.',
      ]
    default:
      return [
        'There is no room left on the disk.',
        `The disk that holds ${path} is full.`,
        'Free some room and try again; what was stored before is untouched.',
      ]
  }
}

/** Why what was reported of a product's usage was not read. `usage` is the folder of such reports. */
export function usageTrouble(path: string, reason: string, product: string): string {
  const place = `${path} in the data folder (the license of “${product}” depends on it)`
  return path === 'usage' && reason === 'not_a_file'
    ? `${place} is a link, a file, a pipe or something else that is no folder.`
    : storeTrouble(place, reason)
}

/** What to do about usage that is there and was not read. */
export function usageMend(path: string, reason: string, product: string): string {
  switch (reason) {
    case 'other_owner':
      return store.reasons.other_owner.todo
    case 'too_many_open_files':
      return storeMend(reason)
    case 'no_permission':
      return 'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”; nothing is lost.'
    case 'not_a_file':
      if (path !== 'usage.json') return 'Remove it, and let the product write it anew.'
      return `Move it away (“activation-desk repair” does), then report the usage anew: “activation-desk usage set ${product} NUMBER”.`
    default:
      return 'See that the disk or network share is there and well, then try again; nothing was changed.'
  }
}
