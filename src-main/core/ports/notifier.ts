// Telling a person something outside of the window, as operating systems do it.
import type { LicenseView } from '#shared/contract/views.ts'

/** Of one kind, the most pressing first. */
export interface Notice {
  readonly kind: 'ends' | 'stopped' | 'not_refreshed'
  readonly of: readonly NoticeOf[]
}

/** What it is about: one license, and those of its products that share its fate. */
export interface NoticeOf extends Pick<LicenseView, 'status' | 'mayRun' | 'end' | 'until' | 'untilOf'> {
  readonly released: boolean
  readonly license: LicenseView
  /** Their names; a license may name none. */
  readonly products: readonly string[]
  /** The name of its first row in the table (`rowKey`). */
  readonly row: string
}

export interface Notifier {
  /** Whether anybody saw it nobody knows. */
  show(notice: Notice): void
}
