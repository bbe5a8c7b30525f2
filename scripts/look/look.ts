// How a vendor's build looks: its accent in the page and in the help, and its icon (docs/formats/vendor-profile.md#appearance).
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'
import type { VendorProfile } from '../../src-shared/contract/vendor-profile.ts'
import { NotStarted } from '../in-words.ts'
import { accentOf, withAccent, type AccentTokens } from './accent.ts'
import { iconProblem } from './icon.ts'

/** Null: the page's own. */
export interface Look {
  readonly accent: AccentTokens | null
  /** SVG. */
  readonly icon: string | null
}

/** Throws NotStarted for a color that could not be read, and an icon that is none. `profileFile`: it lies beside it. */
export function readLook({ appearance }: VendorProfile, profileFile: string): Look {
  return {
    accent: appearance?.accent === undefined ? null : readAccent(appearance.accent, profileFile),
    icon:
      appearance?.icon === undefined
        ? null
        : readIcon(path.join(path.dirname(profileFile), appearance.icon), profileFile),
  }
}

function readAccent(color: string, profileFile: string): AccentTokens {
  const read = accentOf(color)
  if ('problem' in read) throw new NotStarted(`${profileFile}: appearance.accent ${read.problem}.`)
  return read.tokens
}

function readIcon(file: string, profileFile: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new NotStarted(`${profileFile} names an icon that cannot be read: ${file}`)
  }
  const problem = iconProblem(text)
  if (problem !== null) throw new NotStarted(`The icon ${file} ${problem}.`)
  return text
}

/** Of the page's build. */
export const lookIn = ({ accent, icon }: Look): Plugin => ({
  name: 'look-of-the-vendor',
  enforce: 'pre',
  transform: {
    filter: { id: /styles\/tokens\.css$/ },
    handler: (code) => (accent === null ? null : { code: withAccent(code, accent), map: null }),
  },
  generateBundle(_, bundle) {
    if (icon === null) return
    const icons = Object.values(bundle).filter(
      (one) => one.type === 'asset' && one.originalFileNames.some((name) => name.endsWith('icon.svg')),
    )
    if (icons.length !== 1) throw new Error(`the page has ${icons.length} icons, not one`)
    for (const one of icons) if (one.type === 'asset') one.source = icon
  },
})
