// Which version of a product the gate judges (docs/formats/gate-v1.md#version).
import type { Instant } from '../instant.ts'
import type { License } from './license.ts'

/** Of a question: `built`, when the asking version was. */
export interface VersionAsked {
  readonly built?: string | undefined
  readonly feature?: string | undefined
}

/** Of all versions, asked of none. */
const OF_ALL = Number.NEGATIVE_INFINITY

/**
 * The one that asks; else the last that its licenses let run, for whose maintenance it is refused. `running`: those that
 * would run by themselves.
 */
export function versionJudged(running: readonly License[], { built, feature }: VersionAsked): Instant {
  const having = running.filter((license) => hasFeature(license, feature))
  const candidates = having.length > 0 ? having : running
  if (built === undefined || candidates.length === 0) return OF_ALL
  const asked = Date.parse(built)
  return candidates.reduce(
    (last, { maintenanceUntil }) => Math.max(last, Math.min(asked, maintenanceUntil ?? asked)),
    OF_ALL,
  )
}

export const covers = ({ maintenanceUntil }: License, version: Instant): boolean =>
  maintenanceUntil === null || version <= maintenanceUntil

export const hasFeature = ({ features }: License, feature: string | undefined): boolean =>
  feature === undefined || features.includes(feature)
