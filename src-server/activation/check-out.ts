// Checks a license or a machine out: one signed file that holds without the network (docs/protocol.md#check-out).
import { randomUUID } from 'node:crypto'
import type { FileKind } from '#shared/formats/armor.ts'
import { fileSecret, type Algorithm } from '#shared/formats/envelope.ts'
import { iso, isoOrNull } from '#shared/instant.ts'
import { API_VERSION, inVersion, type ApiVersion } from '../json-api/api-version.ts'
import { includedResources } from '../json-api/includes.ts'
import { licenseResource } from '../json-api/license-resource.ts'
import { machineResource } from '../json-api/machine-resource.ts'
import type { Resource } from '../json-api/resource.ts'
import type { AuditEvent } from '../store/events.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import { secondsLater } from './calendar.ts'
import { fileUntil } from './file-until.ts'
import { longestFile } from './lease.ts'
import { issueFile, type FileDataset } from '../vendor/issue.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

export interface CheckOutOptions {
  readonly algorithm: Algorithm
  /** Seconds until the file expires; null: it does not. The license's own expiry is another thing. */
  readonly ttl: number | null
  /** Paths that `readIncludes` has let through. */
  readonly includes: readonly string[]
  /** Whose shapes are in the file; the server's own where it is left out. */
  readonly version?: ApiVersion | undefined
}

export interface CheckedOut {
  readonly id: string
  readonly kind: FileKind
  readonly licenseId: string
  readonly machineId: string | null
  readonly certificate: string
  readonly algorithm: Algorithm
  readonly includes: readonly string[]
  readonly ttl: number | null
  readonly issued: string
  readonly expiry: string | null
}

/**
 * `machine` null: a license file. The caller has made sure that the license may be used. Null: the machine was
 * released meanwhile, and a file is for a machine that has a seat.
 */
export async function checkOut(
  vendor: Vendor,
  license: License,
  machine: Machine | null,
  options: CheckOutOptions,
  actor: AuditEvent['actor'],
): Promise<CheckedOut | null> {
  const now = vendor.clock()
  const { algorithm, ttl, includes, version = API_VERSION } = options
  const kind: FileKind = machine ? 'machine' : 'license'
  const issued = iso(now)
  const end = endOf(license, ttl, actor, now)
  const expiry = isoOrNull(end)
  const included = await includedResources(vendor.store, vendor.account.id, license, machine, includes, now)
  const dataset: FileDataset = inVersion(version, {
    data: subject(vendor, license, machine, now),
    included,
    meta: { issued, expiry, ttl },
  })
  const secret = fileSecret(kind, license.key, machine?.fingerprint ?? '')
  const { privateKey } = await vendor.keys.active()
  const certificate = issueFile({ kind, dataset, algorithm, secret, privateKey })
  if (!(await record(vendor, license, machine, actor, now, fileUntil(license, end)))) return null
  const machineId = machine?.id ?? null
  const file = { certificate, algorithm, includes, ttl, issued, expiry }
  return { id: randomUUID(), kind, licenseId: license.id, machineId, ...file }
}

/** A client's ttl counts by the calendar, and never beyond what its license lets it ask for; a vendor's days are days. */
function endOf(license: License, ttl: number | null, actor: AuditEvent['actor'], now: number): number | null {
  if (ttl === null) return null
  const exact = now + ttl * 1000
  return actor === 'desk' ? exact : Math.min(secondsLater(now, ttl), now + longestFile(license) * 1000)
}

function subject(vendor: Vendor, license: License, machine: Machine | null, now: number): Resource {
  if (!machine) return licenseResource(vendor.account.id, license, now)
  return machineResource(vendor.account.id, machine, license, now)
}

function record(
  vendor: Vendor,
  license: License,
  machine: Machine | null,
  actor: AuditEvent['actor'],
  now: number,
  until: number,
): Promise<boolean> {
  const { store } = vendor
  const licenseId = license.id
  return store.transaction(async () => {
    if (machine) {
      if (!(await store.machines.markCheckedOut(machine, now, until))) return false
      await store.events.record({
        time: now,
        what: 'machine.checked-out',
        licenseId,
        machineId: machine.id,
        actor,
      })
    } else {
      await store.licenses.markCheckedOut(licenseId, now)
      await store.events.record({ time: now, what: 'license.checked-out', licenseId, actor })
    }
    return true
  })
}
