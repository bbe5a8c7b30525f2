// A vendor to whom lists of licenses are given.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPolicy } from '#server/back-office/change-policy.ts'
import type { ImportAsked } from '#server/license-list/import-licenses.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, temporaryFolder } from './back-office.ts'
import { runHere } from './command.ts'
import { prepareBackOffice } from './prepared-back-office.ts'

export const CSV = 'owner,products,code,expires,machines,state\r\n'

export const TRIAL = { name: 'Trial', rules: ['floating=true', 'duration=86400'] }

/** All or none, and nobody is told. */
export const ALL_OR_NONE: ImportAsked = {
  dryRun: false,
  partial: false,
  refused: () => {},
  read: () => {},
  prepare: () => Promise.resolve({ deliver: () => {}, discard: () => {} }),
}

interface Answer {
  readonly imported: number
  readonly good: number
  readonly refused: readonly { readonly line: number; readonly code: string }[]
  readonly refusedTotal: number
  readonly error?: { readonly code: string; readonly message: string }
}

/** A vendor with one license, and what it says to a list. To be called once, outside of any test. */
export function prepareListDesk() {
  const office = prepareBackOffice()
  return async (list: string | Buffer) => {
    const dataDir = await office.copy(async (folder) => {
      const vendor = expectOk(await openVendor(folder))
      expectOk(await createPolicy(vendor, TRIAL))
      await vendor.close()
    })
    const folder = temporaryFolder()
    const file = join(folder, 'list')
    writeFileSync(file, list)
    const ask = async (...options: string[]) => {
      const { exit, out } = await runHere(dataDir, ['license', 'import', file, '--json', ...options])
      return { exit, ...(JSON.parse(out) as Answer) }
    }
    const licenses = async () => {
      const { out } = await runHere(dataDir, ['license', 'export', '--format', 'jsonl'])
      const lines = out.trimEnd().split('\n')
      return lines.slice(1).map((line) => JSON.parse(line) as Record<string, unknown>)
    }
    return { dataDir, folder, file, ask, licenses }
  }
}
