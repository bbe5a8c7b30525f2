// A store with two online licenses, one that was typed, and everything that a store may hold, to be damaged copy by copy.
import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { answerTyped } from '#server/back-office/answer-typed.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { install, type Installation } from './installation.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'
import { openVendorSide } from './vendor-side.ts'

/** Its license is online and has no limit. */
export const HIT = 'storage'
/** The same, and is never damaged. */
export const OTHER = 'inventory'
/** Its license is offline, with a typed key, and has a limit. */
export const TYPED = 'virtualization'

/** Of the same license; it writes its usage into a file by itself. */
export const FILED = 'network'

export interface DamagedStores {
  readonly profile: VendorProfile
  readonly otherId: string
  /** What ID and TYPED stand for in the places of the table. */
  readonly ids: Readonly<Record<'ID' | 'TYPED', string>>
  /** One more copy, and a folder for what is taken out of it. */
  another(cleanup: Cleanup): Promise<{ readonly desk: Installation; readonly aside: string }>
}

export async function damagedStores(cleanup: Cleanup): Promise<DamagedStores> {
  const vendor = await openVendorSide(cleanup)
  const desk = install(cleanup, await vendor.profile())
  const ids = []
  for (const code of [HIT, OTHER]) {
    const { key } = await vendor.sell({ products: [code] })
    ids.push(must(await desk.router.call('licenses.activateOnline', { code: key })).license.id)
  }
  const typed = await vendor.sell({ products: [`${TYPED}:16`, `${FILED}:100`], overLimit: 'refuse' })
  const { typedKey } = must(await answerTyped(vendor.vendor, typed, { uniqueKey: await desk.uniqueKey() }))
  const entered = { code: typed.key, offlineKey: typedKey.rows.join('\n') }
  const { license } = must(await desk.router.call('licenses.activateOffline', entered))
  const [hitId = '', otherId = ''] = ids
  must(await desk.router.call('usage.set', { product: TYPED, usage: 9 }))
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
  mkdirSync(path.join(dataDir, 'copies', 'format-0'), { recursive: true })
  mkdirSync(path.join(dataDir, 'waiting'), { recursive: true })
  mkdirSync(path.join(dataDir, 'usage'))
  writeFileSync(path.join(dataDir, 'usage', `${FILED}.json`), '{"usage": 3}')
  cpSync(path.join(dataDir, 'activity.jsonl'), path.join(dataDir, 'activity.1.jsonl'))
  const before = path.join(cleanup.folder(), 'whole')
  renameSync(dataDir, before)
  return {
    profile: await vendor.profile(),
    otherId,
    ids: { ID: hitId, TYPED: license.id },
    async another(own) {
      const folder = own.folder()
      const copy = path.join(folder, 'data')
      cpSync(before, copy, { recursive: true })
      const aside = path.join(folder, 'aside')
      mkdirSync(aside)
      return { desk: install(own, await vendor.profile(), { dataDir: copy, machineId: null }), aside }
    },
  }
}
