// Entries of an activity log, and a host that keeps them.
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import { FakeHost } from './fake-host.ts'
import { contoso } from './samples.ts'

export function entry(over: Partial<ActivityEntry> = {}): ActivityEntry {
  return {
    at: '2026-11-13T03:38:00.000Z',
    actor: 'operator',
    host: 'web',
    action: 'refresh',
    result: 'ok',
    subject: null,
    changes: [],
    checked: [],
    problems: [],
    returnCode: null,
    ...over,
  }
}

export const raisedLimit: LicenseChange = {
  licenseId: contoso.id,
  owner: contoso.owner,
  kind: 'limit',
  product: { code: 'server-vm', name: 'Server / VM' },
  from: 800,
  to: 1000,
}

/** Newest first, as the contract has it. Filters and pages like the real log. */
export function hostWithLog(log: ActivityEntry[]): FakeHost {
  return new FakeHost([contoso]).answer(
    'activity.list',
    ({ limit = 100, before, action, result, license }) => {
      const from = before === undefined ? 0 : Number(before)
      const fitting = log.filter(
        (each) =>
          (action === undefined || each.action === action) &&
          (license === undefined || each.subject === license || each.checked.includes(license)) &&
          (result === undefined || (result === 'failed' ? each.result !== 'ok' : each.result === result)),
      )
      const to = from + limit
      return {
        ok: true,
        value: { entries: fitting.slice(from, to), next: to < fitting.length ? String(to) : null },
      }
    },
  )
}
