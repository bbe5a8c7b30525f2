// What one person chose (theme, columns …): theirs, never mixed with licenses.
import type { Failure } from '#shared/contract/errors.ts'
import type { Preferences } from '#shared/contract/views.ts'
import type { StoreWriteErrorCode } from './license-store.ts'
import type { Result } from '#shared/result.ts'

export interface PreferenceStore {
  read(): Promise<Preferences>
  write(change: {
    readonly [K in keyof Preferences]?: Preferences[K] | undefined
  }): Promise<Result<Preferences, Failure<StoreWriteErrorCode>>>
}
