// Where licenses are kept on this machine, and where a person's preferences are
// (docs/product.md#where-things-are-kept).
import { homedir } from 'node:os'
import path from 'node:path'
import { APP_NAME, DATA_DIR_VARIABLE, INSTALL_NAME } from '#shared/install-name.ts'

/** `--data-dir` before the variable (`ACTIVATION_DESK_DATA_DIR`) before the machine-wide folder; always absolute. */
export function dataFolder(option: string | undefined, env = process.env): string {
  const chosen = option || env[DATA_DIR_VARIABLE]
  return chosen ? path.resolve(chosen) : machineFolder(env)
}

function machineFolder(env: NodeJS.ProcessEnv): string {
  switch (process.platform) {
    case 'win32':
      return path.join(env['ProgramData'] ?? 'C:\\ProgramData', APP_NAME)
    case 'darwin':
      return path.join('/Library/Application Support', APP_NAME)
    default:
      return `/var/lib/${INSTALL_NAME}`
  }
}

/**
 * Electron's userData of the same app and person, so that the web host and the CLI share its preferences. Null for one
 * who has no home, as a service's user may have none: conf does not even load then.
 */
export function preferencesFolder(env = process.env): string | null {
  const home = homeFolder()
  if (home === null) return null
  switch (process.platform) {
    case 'win32':
      return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), APP_NAME)
    case 'darwin':
      return path.join(home, 'Library', 'Application Support', APP_NAME)
    default:
      return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), APP_NAME)
  }
}

/** Node throws where neither the environment nor the system's list of users has one. */
function homeFolder(): string | null {
  try {
    const home = homedir()
    return path.isAbsolute(home) ? home : null
  } catch {
    return null
  }
}
