// Where Windows is, so that its programs are started by their full path and nobody's folder comes first.
import { existsSync } from 'node:fs'

const USUAL = String.raw`C:\Windows`

/**
 * The environment is asked only where Windows is not at its usual place. `exists` and `stated` (SystemRoot) are
 * parameters only so that tests can be another machine.
 */
export function windowsFolder(
  exists: (file: string) => boolean = existsSync,
  stated = process.env['SystemRoot'],
): string {
  return exists(String.raw`${USUAL}\System32\reg.exe`) ? USUAL : (stated ?? USUAL)
}
