// A backup of everything that is worth keeping on this machine, as one text.
import type { MethodResult } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { INSTALL_NAME } from '#shared/install-name.ts'
import { dayOfIso, iso } from '#shared/instant.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { NO_PERMISSION, READ_FAILED, TOO_MANY_OPEN, type StoreProblem } from '../ports/license-store.ts'
import { isSetAside } from '../doctor/examine-store.ts'
import type { SettingsReadErrorCode } from '../ports/settings.ts'
import { judge } from '../standing/judge.ts'
import type { Judged } from '../standing/judged.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { problemsOf } from '../standing/views.ts'
import { backupText, type BackedUpHistory } from './document.ts'

/** Whole or not at all: where something is there and cannot be read at this moment, there is no backup without it. */
export async function createBackup(dependencies: Dependencies): Promise<MethodResult<'backup.create'>> {
  const { store, settings, clock, app } = dependencies
  const key = await uniqueKey(dependencies)
  if (!key.ok) return key
  const read = store.read()
  if (!read.ok) return read
  const { returns, returned, givenBack, usage, mark, problems } = read.value
  const judged = judge(read.value, key.value.uniqueKey, dependencies)
  const licenses = judged.licenses.filter(({ damaged }) => damaged === null).map(({ stored }) => stored)
  const unread = unreadOf(problems)
  if (unread) return err(unread)
  const kept = [licenses, returns, returned, givenBack, usage]
  if (kept.every(({ length }) => length === 0))
    return err(brokenLicense(problemsOf(judged)) ?? failure('backup_empty', { path: app.dataDir }))
  const chosen = settings.stored.read()
  const asFound = !chosen.ok && chosen.error.code === 'settings_newer' ? settings.stored.text() : null
  const lostSettings = chosen.ok || asFound !== null ? null : chosen.error
  if (lostSettings && !isDamage(lostSettings)) return err(lostSettings)
  const lost = productsWithLostUsage(judged, dependencies)
  const histories: BackedUpHistory[] = []
  for (const product of [...usage.map((record) => record.product), ...lost]) {
    const points = store.usageHistory(product)
    if (!points.ok) return points
    histories.push({ product, points: points.value, incomplete: !store.isHistoryWhole(product) })
  }
  const made = iso(clock.now())
  const content = backupText(
    {
      uniqueKey: key.value.uniqueKey,
      licenses: licenses.map(({ id, file, code, mode, modeIsNoted, activatedOn, validation }) => ({
        id,
        file,
        code,
        mode,
        modeIsNoted,
        activatedOn,
        validation,
      })),
      returns: returns.map(({ where: _, ...pending }) => pending),
      returned,
      givenBack,
      usage,
      histories,
      latestSigned: mark,
      settings: chosen.ok ? chosen.value : null,
      settingsAsFound: asFound,
    },
    { made, by: `${app.name} ${app.version}` },
  )
  return ok({
    fileName: `${INSTALL_NAME}-backup-${dayOfIso(made)}.json`,
    content,
    licenses: licenses.length,
    elsewhere: judged.licenses
      .filter(({ elsewhere }) => elsewhere)
      .map(({ stored, machine }) => ({ id: stored.id, machine })),
    settingsAsFound: asFound !== null,
    leftOut: [
      ...withLostUsage(problemsOf(judged), lost).filter(
        ({ where, reason }) => !isSetAside(where) && reason !== BEGUN,
      ),
      ...(lostSettings ? [{ where: 'settings.json', reason: lostSettings.params.reason }] : []),
    ],
  })
}

/** They reported, and what they reported last is not here any more: their history is all that tells of it. */
function productsWithLostUsage(
  { contents, licenses }: Judged,
  { store }: Pick<Dependencies, 'store'>,
): readonly string[] {
  const covered = new Set(licenses.flatMap(({ products }) => products.map(({ product }) => product.code)))
  return [...covered].filter(
    (code) => store.hasReported(code) && !contents.usage.some(({ product }) => product === code),
  )
}

/** Once a repair has begun the file anew, nothing of it is damaged any more, and the usage is lost all the same. */
function withLostUsage(problems: readonly StoreProblem[], lost: readonly string[]): readonly StoreProblem[] {
  const usage = 'usage.json'
  if (lost.length === 0 || problems.some(({ where }) => where === usage)) return problems
  return [...problems, { where: usage, reason: 'gone' satisfies StoreReason }]
}

/** A deactivation whose outcome is not known is in it as it is here. */
const BEGUN = 'deactivation_begun' satisfies StoreReason

/** Else they may be whole for another person, or at another time, who makes the backup then. */
const isDamage = (problem: Failure<SettingsReadErrorCode>): problem is Failure<'settings_not_readable'> =>
  problem.code === 'settings_not_readable' && !UNREAD.has(problem.params.reason)

function unreadOf(
  problems: readonly StoreProblem[],
): Failure<'store_not_readable' | 'store_unreachable'> | null {
  const unread = problems.find(
    ({ where, reason }) =>
      (UNREAD.has(reason) && !IS_HISTORY.test(where)) || (AWAY.has(reason) && isOfLicenses(where)),
  )
  if (!unread) return null
  return unread.reason === NO_PERMISSION
    ? failure('store_not_readable', { path: unread.where })
    : failure('store_unreachable', { path: unread.where, reason: unread.reason })
}

/** Where one lies there that cannot be told, there is not “none”. */
function brokenLicense(problems: readonly StoreProblem[]): Failure<'store_unreachable'> | null {
  const broken = problems.find(({ where }) => isOfLicenses(where))
  return broken ? failure('store_unreachable', { path: broken.where, reason: broken.reason }) : null
}

/** The rest is worth more than what is only plotted: what is missing of that is named, and no reason to have no backup. */
const IS_HISTORY = /^usage-history(\/|$)/

const UNREAD: ReadonlySet<string> = new Set([NO_PERMISSION, READ_FAILED, TOO_MANY_OPEN])
/** Licenses may come back whole. What lies beside them and is gone is lost, and named. */
const AWAY: ReadonlySet<string> = new Set(['gone', 'not_mounted'] satisfies StoreReason[])
