// What the search looks through: the different texts of one column as one text in the form of a search. Looking for a term
// in one long text takes less time than in many short ones.
import { isAscii, searchForm } from '#shared/search-text.ts'

/** A line break is in no text and in no term, so nothing is found across two texts. */
export class SearchTexts {
  readonly #form: string
  /** Where each text ends. */
  readonly #ends: Uint32Array

  constructor(texts: readonly string[]) {
    const whole = texts.map((text) => `${text}\n`).join('')
    // Letters become two, or lose their accents: each text ends somewhere else.
    const forms = isAscii(whole) ? null : texts.map((text) => `${searchForm(text)}\n`)
    this.#form = forms === null ? whole.toLowerCase() : forms.join('')
    this.#ends = new Uint32Array(texts.length)
    let end = 0
    for (const [at, text] of texts.entries())
      this.#ends[at] = end += forms === null ? text.length + 1 : (forms[at]?.length ?? 0)
  }

  /** 1 for each text that holds the term; null: none does. */
  holding(term: string): Uint8Array | null {
    const [form, ends] = [this.#form, this.#ends]
    let at = form.indexOf(term)
    if (at === -1) return null
    const held = new Uint8Array(ends.length)
    for (let text = 0; at !== -1; at = form.indexOf(term, ends[text] ?? form.length)) {
      while ((ends[text] ?? Infinity) <= at) text += 1
      held[text] = 1
    }
    return held
  }
}
