// The deactivations that the activation server does not know of, or may not, on a machine that does not ask it.
import type { StoreReason } from '#shared/contract/views.ts'
import type { CommandContext } from './command-context.ts'

/** To standard error: each, and what settles it without a refresh. */
export async function tellWaiting(context: CommandContext): Promise<void> {
  const listed = await context.router.call('licenses.list', {})
  if (!listed.ok) return
  const { cli } = context.messages
  const { returns, problems } = listed.value
  const { waits, waitsForVendor } = cli.waiting
  for (const { owner, id } of returns)
    context.note(cli.notGivenBack(owner || id, context.vendor.offlineOnly ? waitsForVendor : waits))
  for (const { reason, license, where } of problems)
    if (reason === BEGUN) context.note(cli.notKnown(license?.owner || where, cli.waiting.begun))
}

const BEGUN = 'deactivation_begun' satisfies StoreReason
