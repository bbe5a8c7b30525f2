// The operating system by our name for it.
import type { System } from '#shared/contract/system.ts'

export function systemHere(): System {
  switch (process.platform) {
    case 'linux':
      return 'linux'
    case 'win32':
      return 'windows'
    case 'darwin':
      return 'macos'
    default:
      return 'other'
  }
}
