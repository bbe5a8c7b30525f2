// A store with two online licenses and everything that a store may hold, to be damaged copy by copy.
import { cpSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { install, type Installation } from './installation.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'
import { openVendorSide } from './vendor-side.ts'

export const HIT = 'storage'
export const OTHER = 'inventory'

export interface DamagedStores {
  readonly profile: VendorProfile
  readonly hitId: string
  /** One more copy, and a folder for what is taken out of it. */
  another(cleanup: Cleanup): { readonly desk: Installation; readonly aside: string }
}

export async function damagedStores(cleanup: Cleanup): Promise<DamagedStores> {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, vendor.profile())
  const ids = []
  for (const code of [HIT, OTHER]) {
    const { key } = vendor.sell({ products: [code] })
    ids.push(must(await desk.router.call('licenses.activateOnline', { code: key })).license.id)
  }
  const [hitId = ''] = ids
  must(await desk.router.call('usage.set', { product: OTHER, usage: 1 }))
  must(await desk.router.call('settings.set', { offlineOnly: false }))
  must(
    await desk.store.write((writer) => {
      writer.putReturn({ licenseId: 'gone', owner: '', code: 'CODE', fingerprint: '', since: 1 })
      writer.putReturned({ licenseId: 'gone too', issued: 1, returned: 1, returnCode: '' })
    }),
  )
  const { dataDir } = desk
  mkdirSync(path.join(dataDir, 'quarantine', 'old.unreadable.01234567'), { recursive: true })
  cpSync(path.join(dataDir, 'activity.jsonl'), path.join(dataDir, 'activity.1.jsonl'))
  const before = path.join(cleanup.folder(), 'whole')
  renameSync(dataDir, before)
  return {
    profile: vendor.profile(),
    hitId,
    another(own) {
      const folder = own.folder()
      const copy = path.join(folder, 'data')
      cpSync(before, copy, { recursive: true })
      const aside = path.join(folder, 'aside')
      mkdirSync(aside)
      return { desk: install(own, vendor.profile(), { dataDir: copy, machineId: null }), aside }
    },
  }
}
