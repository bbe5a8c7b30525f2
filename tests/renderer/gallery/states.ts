// Every state of the page that the gallery shows and the axe tests look at.
import type { GalleryState } from './gallery-state.ts'
import { statesAboveTheTable } from './states/above-the-table.ts'
import { activityStates } from './states/activity.ts'
import { addStates } from './states/add.ts'
import { detailStates } from './states/details.ts'
import { licensingStates } from './states/licensing.ts'
import { settingsStates } from './states/settings.ts'
import { usageStates } from './states/usage.ts'

export const GROUPS: Readonly<Record<string, readonly GalleryState[]>> = {
  Licensing: licensingStates,
  'Above the table': statesAboveTheTable,
  Details: detailStates,
  'Adding a license': addStates,
  Usage: usageStates,
  Activity: activityStates,
  'Settings and About': settingsStates,
}

export const STATES: readonly GalleryState[] = Object.values(GROUPS).flat()

export function stateOf(name: string): GalleryState {
  const state = STATES.find((one) => one.name === name)
  if (!state) throw new Error(`no state is called “${name}”`)
  return state
}
