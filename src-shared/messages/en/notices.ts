// English words of the notices above the licenses.
import { between } from './spans.ts'

export const notices = {
  /** `count`: of products, as the line above the table counts; `licenses`: as the lines below count. */
  ends: (count: number, licenses = count) =>
    count === 1
      ? 'One product ends soon'
      : `${count} products ${licenses > 1 && licenses < count ? `of ${licenses} licenses ` : ''}end soon`,
  /** Of those that the lines above do not name. */
  moreProducts: (count: number) => `and ${count} more ${count === 1 ? 'product' : 'products'}`,
  stopped: (count: number) => (count === 1 ? 'A product is stopped' : `${count} products are stopped`),
  notRefreshed: (count: number) =>
    count === 1
      ? 'A license could not be refreshed for three days'
      : `${count} licenses could not be refreshed for three days`,
  /** Of notices that begin below the edge of their box. */
  below: (count: number) => `${count} more below`,
  /** `name`: of the product, or the owner of a license that names none. `status`: its label. */
  isStopped: (name: string, status: string) => `${name} is stopped: ${status}`,
  /** Of one license: a status, and the sentence that says what to do. */
  stoppedTodo: (status: string, todo: string) => `${status}. ${todo}`,
  changed: (vendor: string) => `What ${vendor} changed`,
  /** Instants in ISO 8601. */
  clockBehind: (signed: string, clock: string) =>
    `The clocks of this machine and of the vendor differ by ${between(signed, clock)}: the vendor has signed a later time.`,
  /** As the person writes them. */
  clockBehindText: (clock: string, signed: string, refreshes: boolean) =>
    `This machine shows ${clock}; the vendor signed at ${signed}. Compare it with a watch; if it is wrong, set it${refreshes ? ' and refresh' : ''}: a day behind stops the products.`,
  returns: (count: number) =>
    count === 1
      ? 'The activation server does not know of one deactivation yet'
      : `The activation server does not know of ${count} deactivations yet`,
  returnsText:
    'It was away, and still counts this machine. Press Refresh to tell it now; otherwise that is done once a day.',
  deactivatedOn: (day: string) => `deactivated on ${day}`,
  /** A refresh has settled it. */
  returned: (owner: string) => `${owner}: the activation server knows of the deactivation.`,
  /** What a refresh found out of a deactivation that was begun here, and whose outcome was not known. */
  begun: {
    deactivated: (owner: string) =>
      `${owner}: the deactivation that was begun here had reached the activation server, so the license was taken out.`,
    kept: (owner: string) =>
      `${owner}: the activation server counts this machine, so the deactivation that was begun here changed nothing.`,
  },
  /** Beside the licenses: the log, the points of usage. */
  unwritten: 'What was done is done, but a part of it was not written down',
  outcomeNotKnown: (count: number) =>
    count === 1
      ? 'The outcome of one deactivation that was begun here is not known'
      : `The outcome of ${count} deactivations that were begun here is not known`,
  /** Of a refresh. */
  outcomeNotFound: (count: number) =>
    count === 1
      ? 'How one deactivation that was begun here ended could not be found out.'
      : `How ${count} deactivations that were begun here ended could not be found out.`,
  returnsFailed: (count: number) =>
    count === 1
      ? 'The activation server could not be told of one deactivation yet.'
      : `The activation server could not be told of ${count} deactivations yet.`,
  /** Their places are free, and here it could not be stored. */
  notTakenOut: (count: number) =>
    count === 1
      ? 'One license that was deactivated here could not be taken out.'
      : `${count} licenses that were deactivated here could not be taken out.`,
  seatOf: (owner: string) => `Deactivation of ${owner}`,
}
