// The tests need a Chromium; on Debian as root it is one package away.
import { chromiumPath } from '../../tests/support/chromium.ts'
import { aptInstall } from './apt.ts'

/** Throws with what to do where there is none and none can be installed. */
export function ensureChromium(): string {
  try {
    return chromiumPath()
  } catch (error) {
    if (!aptInstall(['chromium-headless-shell'])) throw error
    return chromiumPath()
  }
}
