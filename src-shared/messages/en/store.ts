// English words for something in the store that is no license, or that may not be read.
import type { StoreWords } from '../store-words.ts'

export const store: StoreWords = {
  reasons: {
    no_permission: {
      what: 'You may not read this license.',
      todo: 'Start Activation Desk as an administrator, or ask for membership in the group “activation-desk”. The license itself is as it was.',
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
  },
  otherReason: (reason) => ({
    what: `This is no license. Another version of Activation Desk noted why: “${reason}”.`,
    todo: 'If a license is missing, activate it again.',
  }),
  setAside: 'It was set aside in “quarantine”; nothing was deleted.',
  stillInPlace: 'The next activation or check sets it aside in “quarantine”; nothing is deleted.',
}
