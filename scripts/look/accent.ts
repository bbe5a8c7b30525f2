// The page's accent, and what goes with it in both themes, from the one color of a vendor
// (docs/formats/vendor-profile.md#appearance). What it must be readable on is read from the page's own tokens.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { contrast, mixed } from './contrast.ts'

const TOKENS = path.resolve(import.meta.dirname, '../../src-renderer/styles/tokens.css')

/** WCAG 2.2 AA: of a text, and of what has to be seen. */
const TEXT = 4.5
const SHAPE = 3
/** Of the lighter accent on the dark theme's grounds: as calm, and as far from them, as the page's own. */
const DARK_ACCENT = 6
/** With white: a darker color still would hardly be seen to change. */
const DARKEST = 14
/** Hundredths of the accent in a ground, where the inks leave room for them. */
const SOFT = 11
const SELECTED = 17

type Theme = 'light' | 'dark'
type Pair = Readonly<Record<Theme, string>>

const GROUNDS = ['canvas', 'pane', 'surface', 'surface-raised', 'surface-sunken', 'hover']
/** What stands on the grounds that are made of the accent: rows that are marked, and what is selected. */
const INKS = ['text', 'text-muted', 'good', 'warn', 'bad', 'info', 'quiet']

export type AccentTokens = Readonly<
  Record<'selected' | 'accent' | 'accent-fill' | 'accent-fill-hover' | 'accent-soft' | 'focus', Pair>
>

/** `problem`: with which ground it does not go, for a person. */
export type Accent = { readonly tokens: AccentTokens } | { readonly problem: string }

/** `color`: `#rrggbb`. */
export function accentOf(color: string, css = readFileSync(TOKENS, 'utf8')): Accent {
  const grounds = (theme: Theme) => GROUNDS.map((name) => tokenIn(css, name)[theme])
  const inks = (theme: Theme) => INKS.map((name) => tokenIn(css, name)[theme])
  const least = (one: string, others: readonly string[]) =>
    Math.min(...others.map((other) => contrast(one, other)))

  const onLight = least(color, grounds('light'))
  if (onLight < TEXT)
    return {
      problem: `${color} has a contrast of ${onLight.toFixed(1)}:1 with the light theme’s grounds, and a text needs ${TEXT}:1. Take a darker one`,
    }
  const dark = firstOf(
    SHARES,
    (share) => mixed(color, WHITE, share),
    (one) => least(one, grounds('dark')) >= DARK_ACCENT,
  )
  const fill = firstOf(
    SHARES,
    (share) => mixed(color, WHITE, share),
    (one) => contrast(one, tokenIn(css, 'surface-raised').dark) >= SHAPE,
  )
  const lighter = mixed(fill, WHITE, 0.04)
  const ground = (theme: Theme, accent: string, most: number) =>
    firstOf(
      SHARES.slice(1, most + 1).toReversed(),
      (share) => mixed(tokenIn(css, 'surface')[theme], accent, share),
      (one) => least(one, [accent, ...inks(theme)]) >= TEXT,
    )
  return {
    tokens: {
      selected: { light: ground('light', color, SELECTED), dark: ground('dark', dark, SELECTED) },
      accent: { light: color, dark },
      'accent-fill': { light: color, dark: fill },
      'accent-fill-hover': {
        light: contrast(color, WHITE) > DARKEST ? mixed(color, WHITE, 0.18) : mixed(color, BLACK, 0.18),
        dark: contrast(lighter, WHITE) >= TEXT ? lighter : mixed(fill, BLACK, 0.12),
      },
      'accent-soft': { light: ground('light', color, SOFT), dark: ground('dark', dark, SOFT) },
      focus: { light: color, dark },
    },
  }
}

const WHITE = '#ffffff'
const BLACK = '#000000'
/** From 0 to 1 in hundredths. */
const SHARES = Array.from({ length: 101 }, (_, at) => at / 100)

/** The first that holds; else the last, where white or the bare ground is left. */
function firstOf(
  shares: readonly number[],
  make: (share: number) => string,
  holds: (one: string) => boolean,
): string {
  const made = shares.map((share) => make(share))
  return made.find((one) => holds(one)) ?? made.at(-1) ?? WHITE
}

/** Throws where the tokens have none of the name: a build without it would have another look than was asked for. */
function tokenIn(css: string, name: string): Pair {
  const [, light, dark] = lineOf(name).exec(css) ?? []
  if (light === undefined || dark === undefined)
    throw new Error(`tokens.css has no --${name}: light-dark(#…, #…)`)
  return { light, dark }
}

const lineOf = (name: string): RegExp =>
  new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`)

/** The page's tokens with these in the place of their own. */
export function withAccent(css: string, tokens: AccentTokens): string {
  let changed = css
  for (const [name, { light, dark }] of Object.entries(tokens)) {
    tokenIn(css, name)
    changed = changed.replace(lineOf(name), `--${name}: light-dark(${light}, ${dark});`)
  }
  return changed
}
