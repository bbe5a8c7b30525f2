// The tests need a Chromium; on Debian as root it is one package away.
import { chromiumPath } from '../../tests/support/chromium.ts'
import { NotStarted } from '../in-words.ts'
import { aptInstall } from './apt.ts'

/** Throws NotStarted with what to do where there is none and none can be installed. */
export function ensureChromium(): string {
  try {
    return chromiumPath()
  } catch {
    aptInstall(['chromium-headless-shell'])
  }
  try {
    return chromiumPath()
  } catch (error) {
    throw new NotStarted((error as Error).message)
  }
}
