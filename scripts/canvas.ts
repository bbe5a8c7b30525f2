// The ground of the page, for whatever shows it before the page does: read from the page's own tokens.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const TOKENS = path.resolve(import.meta.dirname, '../src-renderer/styles/tokens.css')

/** Throws where the tokens name none: a build without it would flash another color. */
export function readCanvas(css = readFileSync(TOKENS, 'utf8')): { light: string; dark: string } {
  const [, light, dark] = /--canvas: light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/.exec(css) ?? []
  if (light === undefined || dark === undefined)
    throw new Error('tokens.css has no --canvas: light-dark(#…, #…)')
  return { light, dark }
}
