// Tells a person what is due, where they have not switched it off; each once, in all programs of that person.
import type { Preferences } from '#shared/contract/views.ts'
import { judgedNow } from '#shared/messages/status-words.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Notifier } from '../ports/notifier.ts'
import { isOfflineOnly } from '../settings/offline-only.ts'
import { listLicenses } from '../standing/list.ts'
import type { JudgeDependencies } from '../standing/judge.ts'
import { dueNotices, type Told } from './due.ts'

type Needed = JudgeDependencies & Pick<Dependencies, 'vendor' | 'settings' | 'preferences'>

/** To be called after each look at the server, successful or not. A list that cannot be read tells of nothing. */
export function noticesOf(dependencies: Needed, notifier: Notifier): () => Promise<void> {
  /** Where nothing can be kept it is told once for as long as this program runs. */
  let toldHere: Told = {}
  return async () => {
    const { notifications, notified }: Preferences = await dependencies.preferences.read()
    if (!notifications) return
    const list = await listLicenses(dependencies)
    if (!list.ok) return
    const before = nearest(notified, toldHere)
    const now = judgedNow(list.value.clock)
    const { notices, told } = dueNotices(list.value, before, now, !isOfflineOnly(dependencies))
    toldHere = told
    const kept = Object.fromEntries(Object.entries(told).slice(0, MOST_KEPT))
    if (!isSame(kept, notified)) await dependencies.preferences.write({ notified: kept })
    for (const notice of notices) notifier.show(notice)
  }
}

/** As the preferences take them; more of them are told again after a start. */
const MOST_KEPT = 10_000

/** Of each the last notice, whichever program of this person gave it. */
function nearest(one: Told, other: Told): Told {
  const merged: Record<string, number> = { ...one }
  for (const [key, value] of Object.entries(other)) merged[key] = Math.min(value, merged[key] ?? value)
  return merged
}

const isSame = (one: Told, other: Told): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([key, value]) => other[key] === value)
