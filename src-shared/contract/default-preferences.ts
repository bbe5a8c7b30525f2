// What counts where a person has chosen nothing yet, for every host and for the page before the host has answered.
import type { Preferences } from './views.ts'

export const DEFAULT_PREFERENCES: Preferences = {
  theme: 'system',
  singleKeys: true,
  pinned: true,
  autoRefresh: false,
  pageSize: 10,
  shownColumns: [],
  columnOrder: [],
  columnWidths: {},
  changesToldUntil: null,
  toldEnds: {},
  notifications: true,
  notified: {},
  sort: [{ column: 'owner', descending: false }],
}
