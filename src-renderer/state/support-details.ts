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
  const { details, unknown } = words.page.failure
  const app = info.value
  const lines: [string, string][] = [
    [details.program, app ? `${app.name} ${app.version} (${app.host})` : unknown],
    [details.vendor, info.vendor || unknown],
    [details.code, failure.code],
    [details.time, at.toISOString()],
    [details.uniqueKey, uniqueKey ?? unknown],
    ...Object.entries(failure.params).map(([name, value]): [string, string] => [name, String(value)]),
  ]
  return lines.map(([name, value]) => `${name}: ${value}`).join('\n')
}
