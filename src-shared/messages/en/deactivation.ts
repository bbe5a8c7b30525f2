// English words for a license that is taken off this machine.
import type { Output } from '../../contract/contract.ts'

export const deactivation = {
  open: 'Deactivate on this machine …',
  title: (owner: string) => `Deactivate the license of ${owner}`,
  /** Once it is done, and the return code is to be sent. */
  doneTitle: (owner: string) => `Deactivated the license of ${owner}`,
  /** Before it is done; the products stand below it. `code`: masked. */
  stops: (products: number, code: string) =>
    `With License Code ${code}, ${products === 1 ? 'this product is' : `these ${products} products are`} no longer allowed to run on this machine, unless another license covers ${products === 1 ? 'it' : 'them'}:`,
  /** Of a license that names none, or cannot be read. */
  stopsUnnamed: (code: string) =>
    `The license with License Code ${code} no longer lets anything run on this machine.`,
  online:
    'The activation server is asked to free its place for another machine. To undo it, activate the same License Code again while a place is free.',
  offline: (vendor: string) =>
    `You get a return code to send to ${vendor}. It cannot be undone here: this machine refuses the same key from then on, and needs a new one.`,
  /** Of a license whose files are gone, though nobody deactivated it. */
  missing: {
    open: 'Give up …',
    /** `code`: masked. */
    title: (code: string) => `Give up the missing license ${code}`,
    /** Where the activity log still knows whose it was. */
    of: (license: string) => `It was the license of ${license}.`,
    means:
      'This machine stops warning about it, and its products do not run here. To undo it, activate its License Code again.',
    seat: 'The activation server is not told. Ask the vendor to free the place of this machine:',
    act: 'Give up the license',
    doneTitle: (code: string) => `Given up: ${code}`,
  },
  act: 'Deactivate on this machine',
  cancel: 'Cancel',
  working: 'Deactivating …',
  /** Where the server is away. */
  laterText:
    'Nothing was changed. You can remove the license now; the next refresh tells the activation server.',
  later: 'Remove now, tell the server later',
  done: (owner: string) => `${owner} is deactivated.`,
  seats: {
    freed: 'Its place is free for another machine.',
    gone: 'The activation server did not count this machine for it any more.',
    to_be_returned: 'The activation server may still count this machine; the next refresh tells it.',
    declared: 'Send this return code to the vendor, with the lines below it:',
    not_returned: 'Its key was not valid on this machine, so there is nothing to return.',
    missing:
      'It is given up here. The activation server was not told: ask the vendor to free the place of this machine.',
    other_machine: 'It is the license of another machine, and nothing was changed there.',
  } satisfies Record<Output<'licenses.deactivate'>['seat'], string>,
  /** Below the return code. */
  settles: 'It also settles the deactivation that was begun here before, and whose outcome was not known.',
  /** A signal ended the program meanwhile. */
  stopped:
    'Stopped: whether the activation server freed the place is not known. In a minute “activation-desk refresh” finds out.',
  returnCode: 'Return code',
  /** Below the return code, on the page and where it is copied or saved. */
  goesWithReturnCode: (uniqueKey: string, license: string) =>
    `Unique Key: ${uniqueKey}\nLicense ID: ${license}`,
  returnCodeKept: 'It also stands on the Activity page.',
  returnCodeFile: 'return-code.txt',
}
