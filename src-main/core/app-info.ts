// What this installation is: shown on the About page and by every host.
import type { Output } from '#shared/contract/contract.ts'
import type { Dependencies } from './dependencies.ts'
import { isOfflineOnly, isOfflineOnlyLaidDown } from './settings/offline-only.ts'

export function appInfo(
  dependencies: Pick<Dependencies, 'app' | 'vendor' | 'settings' | 'machineFacts'>,
): Output<'app.info'> {
  const { app, vendor, machineFacts } = dependencies
  return {
    name: app.name,
    version: app.version,
    host: app.host,
    hostName: machineFacts.hostName(),
    vendor: {
      id: vendor.id,
      name: vendor.name,
      uniqueKeyPrefix: vendor.uniqueKeyPrefix,
      codeForm: vendor.server.codeForm,
      supportEmail: vendor.support.email,
      supportUrl: vendor.support.url,
    },
    demo: vendor.demo,
    offlineOnly: isOfflineOnly(dependencies),
    offlineOnlyLaidDown: isOfflineOnlyLaidDown(dependencies),
    server: vendor.server.url,
    dataDir: app.dataDir,
  }
}
