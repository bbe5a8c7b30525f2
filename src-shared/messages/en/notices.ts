// English words of the notices above the licenses.
import { between } from './spans.ts'

export const notices = {
  ends: (count: number) => (count === 1 ? 'A license ends soon' : `${count} licenses end soon`),
  /** Not by an end of their own. */
  stops: (count: number) => (count === 1 ? 'A product stops soon' : `${count} licenses stop a product soon`),
  stopped: (count: number) => (count === 1 ? 'A product is stopped' : `${count} products are stopped`),
  /** `name`: of the product, or the owner of a license that names none. `status`: its label. */
  isStopped: (name: string, status: string) => `${name} is stopped: ${status}`,
  /** Of one license: a status, and the sentence that says what to do. */
  stoppedTodo: (status: string, todo: string) => `${status}. ${todo}`,
  changed: (vendor: string) => `What ${vendor} changed`,
  /** Instants in ISO 8601. */
  clockBehind: (signed: string, clock: string) =>
    `The clock of this machine is ${between(signed, clock)} behind a time that the vendor has signed.`,
  /** As the person writes them. */
  clockBehindText: (clock: string, signed: string) =>
    `It shows ${clock}; the vendor signed at ${signed}. Set the clock, then refresh: a day behind stops the products.`,
  returns: (count: number) =>
    count === 1
      ? 'The activation server does not know of one deactivation yet'
      : `The activation server does not know of ${count} deactivations yet`,
  returnsText:
    'It was away, and still counts this machine. Press Refresh to tell it now; else the next automatic refresh does.',
  deactivatedOn: (day: string) => `deactivated on ${day}`,
  /** A refresh has settled it. */
  returned: (owner: string) => `${owner}: the activation server knows of the deactivation.`,
  returnsFailed: (count: number) =>
    count === 1
      ? 'The activation server could not be told of one deactivation yet.'
      : `The activation server could not be told of ${count} deactivations yet.`,
  seatOf: (owner: string) => `Deactivation of ${owner}`,
}
