// The events that a host tells its pages. Pure: the page's bridge takes the names from here too.

export interface RefreshProgress {
  readonly done: number
  readonly total: number
  /** The id of the license that is being refreshed; null: none any more. */
  readonly license: string | null
}

export interface Events {
  /** Something in the store changed, by whichever process. The revision is that of a list which is read from now on. */
  'licenses.changed': { readonly revision: string }
  /** A line was added to the activity log, by whichever process. */
  'activity.changed': Readonly<Record<string, never>>
  /** The system was asked to open something with the app; `desktop.opened` gives it. */
  'desktop.opened': Readonly<Record<string, never>>
  /** How far a refresh of this host is; at its end `done` is `total`. */
  'licenses.refreshing': RefreshProgress
  /** What lies beside the licenses and was not written now, though the action of this host went well; as StoreProblem. */
  'store.unwritten': { readonly where: string; readonly reason: string }
}

export type EventName = keyof Events
export type EventListener = <E extends EventName>(name: E, payload: Events[E]) => void

const names: Readonly<Record<EventName, true>> = {
  'licenses.changed': true,
  'activity.changed': true,
  'licenses.refreshing': true,
  'store.unwritten': true,
  'desktop.opened': true,
}
export const EVENT_NAMES = Object.keys(names) as readonly EventName[]
export const isEventName = (name: string): name is EventName => Object.hasOwn(names, name)
