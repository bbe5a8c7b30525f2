// axe finds nothing in the window that adds a license, on Activity, Settings and About, in both themes.
import { findsNothing } from './axe.ts'
import { activityStates } from './states/activity.ts'
import { addStates } from './states/add.ts'
import { settingsStates } from './states/settings.ts'

findsNothing([...addStates, ...activityStates, ...settingsStates])
