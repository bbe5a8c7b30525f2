// axe finds nothing on the Licensing page in any of its states, in both themes.
import { findsNothing } from './axe.ts'
import { statesAboveTheTable } from './states/above-the-table.ts'
import { detailStates } from './states/details.ts'
import { licensingStates } from './states/licensing.ts'

findsNothing([...licensingStates, ...statesAboveTheTable, ...detailStates])
