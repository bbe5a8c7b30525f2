// One writer's turn: what every writer does first, then its own work.
import type { StoreProblem, StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import type { Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { writeFailure } from './failures.ts'
import { refuseNewer } from './format.ts'
import type { Layout } from './layout.ts'
import { withLock } from './lock.ts'
import { finishStaged, prepareFolders, removeLeftBehind } from './recover.ts'
import { upgrade } from './upgrade.ts'

/**
 * For every file in the data folder that more than one process may write. `work` must not wait for anything. `mended`: what
 * had to be set aside before it.
 */
export async function underLock<T>(
  layout: Layout,
  patience: number,
  work: (mended: readonly StoreProblem[]) => T,
): Promise<Result<T, Failure<StoreWriteErrorCode>>> {
  try {
    refuseNewer(layout, 'writers')
    prepareFolders(layout)
    const value = await withLock(layout, patience, () => {
      const mended = upgrade(layout)
      removeLeftBehind(layout)
      finishStaged(layout)
      return work(mended)
    })
    return ok(value)
  } catch (error) {
    return err(writeFailure(error, layout.root.root))
  }
}
