// What this installation is: shown on the About page and by every host.
import type { Output } from '#shared/contract/contract.ts'
import type { Dependencies } from './dependencies.ts'

export function appInfo({ app, vendor }: Pick<Dependencies, 'app' | 'vendor'>): Output<'app.info'> {
  return {
    name: app.name,
    version: app.version,
    host: app.host,
    vendor: {
      id: vendor.id,
      name: vendor.name,
      uniqueKeyPrefix: vendor.uniqueKeyPrefix,
      supportEmail: vendor.support.email,
      supportUrl: vendor.support.url,
    },
    demo: vendor.demo,
    offlineOnly: vendor.offlineOnly,
    server: vendor.server.url,
    dataDir: app.dataDir,
  }
}
