// Every event of the contract, from where it happens to whoever carries it to a page.
import type { EventListener } from '#shared/contract/events.ts'
import type { Dependencies } from './dependencies.ts'

export type Listen = (listener: EventListener) => () => void

type Needed = Pick<Dependencies, 'store' | 'activity' | 'progress' | 'unwritten' | 'desktop'>

/** What listens is told of all events by name; it gets its own unsubscribe. */
export const eventsOf =
  ({ store, activity, progress, unwritten, desktop }: Needed): Listen =>
  (listener) => {
    const stops = [
      store.watch((revision) => listener('licenses.changed', { revision })),
      activity.watch(() => listener('activity.changed', {})),
      progress.watch((progress) => listener('licenses.refreshing', progress)),
      unwritten.watch(({ where, reason }) => listener('store.unwritten', { where, reason })),
      ...(desktop ? [desktop.opened.watch(() => listener('desktop.opened', {}))] : []),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }
