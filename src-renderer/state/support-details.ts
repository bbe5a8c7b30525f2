// "Copy details for support": what a representative needs to know of a failure. Never a License Code or a key.
import type { AppInfo } from './app-info.svelte.ts'
import { words } from './words.svelte.ts'

export interface FailureFacts {
  /** A code from the log may be another version's, and has no parameters. */
  readonly failure: { readonly code: string; readonly params: object }
  readonly at: Date
  readonly uniqueKey: string | null
}

export function supportDetails({ failure, at, uniqueKey }: FailureFacts, info: AppInfo): string {
  const { code } = words.page.failure.details
  const [program, ...others] = whereAndWhen(at, uniqueKey, info)
  const params = Object.entries(failure.params).map(([name, value]) => `${name}: ${String(value)}`)
  return [program, `${code}: ${failure.code}`, ...others, ...params].join('\n')
}

/** The lines of everything that goes to support. */
export function whereAndWhen(at: Date, uniqueKey: string | null, info: AppInfo): string[] {
  const { details, unknown } = words.page.failure
  const app = info.value
  return [
    `${details.program}: ${app ? `${app.name} ${app.version} (${app.host})` : unknown}`,
    `${details.vendor}: ${info.vendor || unknown}`,
    `${details.time}: ${at.toISOString()}`,
    `${details.uniqueKey}: ${uniqueKey ?? unknown}`,
  ]
}
