// Where this system's administrator lays settings down (docs/formats/managed-settings.md).
import type { ManagedSettings } from '#main/core/ports/settings.ts'
import { APP_NAME, INSTALL_NAME } from '#shared/install-name.ts'
import { managedFile } from './managed-file.ts'
import { registryPolicy } from './registry-policy.ts'

/** Folders that root alone may write. */
const FOLDERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: `/Library/Preferences/${APP_NAME}`,
}
const ELSEWHERE = `/etc/${INSTALL_NAME}`

export function managedHere(platform: NodeJS.Platform = process.platform): ManagedSettings {
  if (platform === 'win32') return registryPolicy()
  return managedFile(`${FOLDERS[platform] ?? ELSEWHERE}/managed-settings.json`)
}
