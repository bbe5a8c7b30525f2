// What the gallery shows and how: kept in the address, so that a state can be named in a review.
import { isLanguage, type Language } from './languages.ts'
import { STATES } from './states.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Of the page within its frame, in CSS pixels; null: as much as there is room. */
export const SIZES: Readonly<Record<string, { readonly width: number; readonly height: number } | null>> = {
  whole: null,
  '1280×800': { width: 1280, height: 800 },
  '800×600': { width: 800, height: 600 },
  '400×800': { width: 400, height: 800 },
}

export interface Choice {
  readonly state: string
  readonly theme: Theme
  readonly size: string
  readonly language: Language
}

/** Anything unknown falls back to the first of its kind. */
export function readChoice(parameters: URLSearchParams): Choice {
  const wanted = parameters.get('state')
  const language = parameters.get('language')
  return {
    state: STATES.find(({ name }) => name === wanted)?.name ?? STATES[0]?.name ?? '',
    theme: THEMES.find((theme) => theme === parameters.get('theme')) ?? 'system',
    size: Object.keys(SIZES).find((size) => size === parameters.get('size')) ?? 'whole',
    language: isLanguage(language) ? language : 'en',
  }
}

export const writeChoice = (choice: Choice): string => new URLSearchParams({ ...choice }).toString()
