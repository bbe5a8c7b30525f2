// What mail programs, word processors and phones do to a pasted key, undone: none of it is ever part of a key.

/** Dashes of typography, which stand for one or two of the keyboard's. */
const LONG_DASH = /[\u2014\u2015\u2e3a]/g
const SHORT_DASH = /[\u2010-\u2013\u2212\uff0d]/g
/** Spaces of other widths become plain ones; characters without width are dropped. */
const OTHER_SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
const WITHOUT_WIDTH = /[\u200b-\u200f\u2060\ufeff\u00ad]/g
/** One or more levels of quoting at the start of a line. */
const QUOTING = /^[ \t]*(?:[>|][ \t]*)+/gm

export function undoMailDamage(text: string): string {
  return text
    .replaceAll(WITHOUT_WIDTH, '')
    .replaceAll(OTHER_SPACES, ' ')
    .replaceAll(LONG_DASH, '--')
    .replaceAll(SHORT_DASH, '-')
    .replaceAll(QUOTING, '')
}
