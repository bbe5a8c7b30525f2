// English words for something in the store that is no license, or that may not be read.
import type { StoreReason } from '../../contract/views.ts'

/** `reason`: of `store_unreachable`. */
export function storeTrouble(path: string, reason: string): string {
  switch (reason) {
    case 'not_ours':
      return `${path}, or what is in it, is a link, a pipe or a file in the place of a folder: Activation Desk follows none.`
    case 'gone':
      return `There were licenses in ${path} before, and it is gone.`
    case 'not_mounted':
      return `The data folder is the place of a disk or volume of its own, and it is empty.`
    case 'link_to_nowhere':
      return `${path} is a link, or lies behind one, that leads nowhere.`
    case 'read_failed':
      return `The disk or the network share did not give ${path}.`
    case 'rights_not_set':
      return `The rights of ${path} could not be set (icacls), so that the folder was not made.`
    default:
      return `The operating system answers ${reason} for ${path}.`
  }
}

export const store = {
  reasons: {
    no_permission: {
      what: 'You may not read this license.',
      todo: 'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”. The license itself is as it was.',
    },
    read_failed: {
      what: 'The disk or the network share did not give this file.',
      todo: 'See that it is there and well, then look again. Nothing was changed.',
    },
    gone: {
      what: 'There were licenses on this machine before, and their folder is gone.',
      todo: 'Put it back from a backup, or activate the licenses again.',
    },
    not_mounted: {
      what: 'The data folder is the place of a disk or volume of its own, and it is empty.',
      todo: 'Mount the disk. If this is a new one, activate the first license.',
    },
    incomplete: {
      what: 'The key or the License Code of this license is missing, so that it is no license any more.',
      todo: 'Activate it again.',
    },
    unreadable: {
      what: 'A file of this license is damaged.',
      todo: 'Activate it again.',
    },
    not_a_folder: {
      what: 'This is a file where each license has a folder: Activation Desk did not write it.',
      todo: 'If a license is missing, activate it again.',
    },
    not_a_file: {
      what: 'A link, a pipe or a folder lies where a file belongs: Activation Desk did not write it, and does not follow it.',
      todo: 'Remove it, and ask who put it there. If a license is missing, activate it again.',
    },
  } satisfies Record<StoreReason, unknown>,
  /** Another version of the app wrote this reason. */
  otherReason: (reason: string) => ({
    what: `This is no license. Another version of Activation Desk noted why: “${reason}”.`,
    todo: 'If a license is missing, activate it again.',
  }),
  /** Where it is now, of what is not to be read as a license again. */
  setAside: 'It was set aside in “quarantine”; nothing was deleted.',
  stillInPlace: 'The next activation or check sets it aside in “quarantine”; nothing is deleted.',
}
