// Takes the licenses of a list over, all of them or none unless told otherwise (docs/formats/license-list.md#import).
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { err, ok, type Result } from '#shared/result.ts'
import { codeTaken, draftLicense } from '../back-office/create-license.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { databaseFault } from '../store/database-fault.ts'
import type { StagedLicenses } from '../store/staged-licenses.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { licenseLister, type ListedLicense } from './columns.ts'
import { ListNotRead } from './list-not-read.ts'
import { listedTerms } from './listed-terms.ts'
import { wholeLines } from './read-lines.ts'
import { readList, type ReadLine } from './read-list.ts'
import { withRulesReadOnce } from './rules-read-once.ts'
import type { ListFormat } from './write-list.ts'

export interface ImportAsked {
  readonly dryRun: boolean
  /** The good lines are taken over though others are refused. */
  readonly partial: boolean
  readonly refused: (line: number, why: Refusal) => void
  /** After each line. */
  readonly read: (lines: number) => void
  /** What is to be there when the licenses are: delivered as soon as they are. */
  readonly prepare: (licenses: AsyncIterable<ListedLicense>, format: ListFormat) => Promise<Prepared>
}

interface Prepared {
  deliver(): void
  discard(): void
}

export interface Imported {
  /** Lines that name a license that can be made. */
  readonly good: number
  readonly refused: number
  readonly imported: number
}

/** Refuses what is no list, or a list without a license. What is wrong with a line is told as it is found. */
export async function importLicenses(
  vendor: Vendor,
  bytes: AsyncIterable<Uint8Array>,
  asked: ImportAsked,
): Promise<Result<Imported, Refusal>> {
  const now = vendor.clock()
  const staged = await vendor.store.stageLicenses(now)
  const known = await rulesOf(vendor)
  const held = withRulesReadOnce(vendor)
  let refused = 0
  const refuse = (line: number, why: Refusal) => {
    refused += 1
    asked.refused(line, why)
  }
  try {
    const { format, lines } = await readList(wholeLines(bytes))
    let read = 0
    for await (const line of lines) {
      const why = await stage(held, staged, line, now)
      if (why !== null) refuse(line.line, why)
      asked.read((read += 1))
    }
    if (read === 0) return err(refusal('list_not_read', (words) => words.listEmpty))
    for (;;) {
      await staged.dropTaken((line) => refuse(line, codeTaken()))
      const good = await staged.count()
      if (asked.dryRun || good === 0 || (refused > 0 && !asked.partial))
        return ok({ good, refused, imported: 0 })
      const prepared = await asked.prepare(listed(vendor, staged), format)
      try {
        const done = await vendor.store.transaction(() => insertUnlessChanged(vendor, staged, known))
        if (!done.ok) return done
        if (!done.value) continue
        prepared.deliver()
        return ok({ good, refused, imported: good })
      } finally {
        prepared.discard()
      }
    }
  } catch (error) {
    if (error instanceof ListNotRead) return err(error.refusal)
    throw error
  } finally {
    await staged.forget()
  }
}

/** By the rules of a sale. Null: it is staged. */
async function stage(
  vendor: Vendor,
  staged: StagedLicenses,
  { line, values }: ReadLine,
  now: number,
): Promise<Refusal | null> {
  if (!values.ok) return values.error
  const listed = listedTerms(values.value)
  if (!listed.ok) return listed.error
  const { terms, uses, state } = listed.value
  const draft = await draftLicense(vendor, terms, now)
  if (!draft.ok) return draft.error
  const { lastCheckIn } = draft.value
  const fields = { ...draft.value.fields, suspended: state === 'suspended', banned: state === 'revoked' }
  const before = await addStaged(staged, { line, id: randomUUID(), fields, uses, lastCheckIn })
  return before === null ? null : refusal('code_twice', (words) => words.codeTwice(before))
}

/** What waits lies where the system keeps what is temporary. */
async function addStaged(
  staged: StagedLicenses,
  license: Parameters<StagedLicenses['add']>[0],
): Promise<number | null> {
  try {
    return await staged.add(license)
  } catch (error) {
    throw databaseFault(error, tmpdir()) ?? error
  }
}

async function* listed(vendor: Vendor, staged: StagedLicenses): AsyncGenerator<ListedLicense> {
  const list = await licenseLister(vendor)
  for await (const license of staged.each()) yield list(license)
}

/** What the lines were held to. */
const rulesOf = async ({ store }: Vendor): Promise<string> =>
  JSON.stringify([await store.policies.all(), await store.products.all()])

/** False: another program sold a code of the list meanwhile. */
async function insertUnlessChanged(
  vendor: Vendor,
  staged: StagedLicenses,
  known: string,
): Promise<Result<boolean, Refusal>> {
  if ((await rulesOf(vendor)) !== known) return err(refusal('rules_changed', (words) => words.rulesChanged))
  if (await staged.isAnyTaken()) return ok(false)
  await staged.insertAll()
  return ok(true)
}
