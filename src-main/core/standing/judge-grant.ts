// How a license stands whose file holds: each of its products, with the limits and the usage of all licenses.
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { sumOfLimits } from '#shared/license/limits.ts'
import { endOf, nextChange, standing, worst, type Moment, type ProductFacts } from '#shared/license/status.ts'
import type { FoundLicense, UsageRecord } from '../ports/license-store.ts'
import type { JudgedLicense } from './judged.ts'
import { wordInForce, type ServerWord } from './server-word.ts'

export interface OpenLicense {
  readonly stored: FoundLicense
  readonly grant: MachineGrant
  readonly word: ServerWord | null
}

/** What holds of each product before its usage is looked at. */
export function factsOf({ stored, grant, word }: OpenLicense, about: string | undefined): ProductFacts[] {
  const inForce = wordInForce(grant, word)
  // A seat that was released ends nothing: the file goes on until its own end and the days of grace.
  const serverWord = inForce === 'seat_released' ? null : inForce
  const asked = grant.license.products.filter(({ code }) => about === undefined || code === about)
  return asked.map((product) => ({
    license: grant.license,
    product,
    mode: stored.mode,
    fileExpiry: grant.fileExpiry,
    // No refresh renews the file of a seat that was released.
    issued: inForce === 'seat_released' ? 0 : grant.issued,
    serverWord,
    totalLimit: product.limit,
    usage: null,
    usageIsLost: false,
    daysOverLimit: NOT_OVER,
  }))
}

export interface Beside {
  readonly totals: ReadonlyMap<string, number | null>
  readonly moment: Moment
  readonly usage: ReadonlyMap<string, UsageRecord>
  /** Asked of one whose usage is unknown. By what was read with it: a product may report for the first time in between. */
  readonly hasReported: (product: string) => boolean
  readonly about: string | undefined
}

export function judgeGrant(
  license: OpenLicense,
  { totals, moment, usage: used, hasReported, about }: Beside,
): JudgedLicense {
  const { stored, grant, word } = license
  const products = factsOf(license, about).map((facts) => {
    const { code } = facts.product
    const usage = used.get(code) ?? null
    const limit = totals.get(code) ?? null
    const known = {
      ...facts,
      totalLimit: limit,
      usage: usage?.usage ?? null,
      usageIsLost: usage === null && limit !== null && hasReported(code),
      daysOverLimit: usage?.daysOverLimit ?? NOT_OVER,
    }
    return {
      product: facts.product,
      usage,
      totalLimit: known.totalLimit,
      usageIsLost: known.usageIsLost,
      standing: standing(known, moment),
      end: endOf(known),
      changes: nextChange(known, moment),
    }
  })
  return {
    stored,
    grant,
    problem: null,
    owner: grant.license.owner,
    elsewhere: false,
    machine: grant.fingerprint,
    damaged: null,
    lastCheck: stored.mode === 'offline' ? grant.issued : Math.max(grant.issued, word?.at ?? 0),
    word: wordInForce(grant, word),
    standing: worst(products.map((line) => line.standing)) ?? {
      status: 'active',
      mayRun: true,
      until: null,
      untilOf: null,
    },
    end: endOf({ license: grant.license, product: null, mode: stored.mode, fileExpiry: grant.fileExpiry }),
    products,
  }
}

/** By product: limits of all licenses that are in force for it add up; null: one of them has none. Absent: none is in force. */
export function totalLimits(inForce: readonly ProductFacts[]): ReadonlyMap<string, number | null> {
  const byProduct = Map.groupBy(inForce, (line) => line.product.code)
  return new Map(
    [...byProduct].map(([code, lines]) => [code, sumOfLimits(lines.map((line) => line.product.limit))]),
  )
}
