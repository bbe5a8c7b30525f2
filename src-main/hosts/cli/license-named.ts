// Which license a person means: its id, the last letters of its code, or its owner where that is one license's alone.
import type { LicenseView, StoreReason } from '#shared/contract/views.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { columns } from '#shared/columns.ts'
import { err, type Result } from '#shared/result.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import type { CommandContext } from './command-context.ts'
import { storeProblemText } from './store-problem.ts'

/**
 * What `call` answers for its id. Refuses, as wrong usage, what names more than one. What names none is given to `call` as
 * it is, and where that knows no such license either, those that are here are told: of one that cannot be read nobody knows
 * whether it is meant, so that it is not “not here”.
 */
export async function forLicense<T>(
  named: string,
  context: CommandContext,
  call: (id: string) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const listed = await context.router.call('licenses.list', {})
  const licenses = listed.ok ? listed.value.licenses : []
  const problems = listed.ok ? listed.value.problems : []
  const missing = problems.flatMap(({ reason, license }) => (reason === MISSING && license ? [license] : []))
  const meant = meantBy(named, [...licenses, ...missing])
  const { cli } = context.messages
  if (meant.length > 1) context.misuse(`${cli.misuse.manyLicenses(named)}\n${licenseIds(meant, context)}`)
  const result = await call(meant[0]?.id ?? named)
  if (result.ok || result.error.code !== 'license_not_here') return result
  if (licenses.length > 0) context.note(licenseIds(licenses, context))
  if (licenses.some(({ owner }) => owner === '')) context.note(cli.ownerNotKnown)
  // Whose one is that cannot be read, nobody knows.
  const [unread, ...others] = problems.filter(
    ({ where, reason }) => isOfLicenses(where) && reason !== MISSING,
  )
  for (const problem of others) context.note(storeProblemText(problem, context).join('\n'))
  if (!unread) return result
  context.note(cli.noneByThatName(named))
  const { where, reason } = unread
  return err(failure('license_not_readable', { id: where.split('/')[1] ?? named, path: where, reason }))
}

const MISSING = 'license_missing' satisfies StoreReason

type Named = Pick<LicenseView, 'id' | 'owner' | 'codeMasked'>

export function meantBy(named: string, licenses: readonly Named[]): readonly Named[] {
  const byId = licenses.filter(({ id }) => id === named)
  if (byId.length > 0) return byId
  const wanted = named.trim().toLowerCase()
  return licenses.filter(
    ({ owner, codeMasked }) =>
      wanted !== '' &&
      (owner.toLowerCase() === wanted ||
        [codeMasked, endOf(codeMasked)].some((end) => end.toLowerCase() === wanted)),
  )
}

/** A code that is too short shows no letters. */
const endOf = (codeMasked: string): string => /[^•-]+$/.exec(codeMasked)?.[0] ?? codeMasked

/** What may be named, one license a line. */
export function licenseIds(
  licenses: readonly Named[],
  { messages, width }: Pick<CommandContext, 'messages' | 'width'>,
): string {
  const { license, code, owner } = messages.cli.heads
  const byOwner = new Intl.Collator(messages.language, { numeric: true })
  const rows = licenses
    .toSorted((a, b) => byOwner.compare(a.owner, b.owner))
    .map((one) => [one.id, one.codeMasked, one.owner])
  return columns([license, code, owner], rows, { width, longest: LONGEST_ID })
}

/** It is copied: no id is cut. */
const LONGEST_ID = 200
