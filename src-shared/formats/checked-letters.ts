// Letters that a person typed and that end with their two check letters, read to their values.
import { err, ok, type Result } from '../result.ts'
import { checkHolds } from './check-letters.ts'
import { lettersToValues, strangeLetter } from './crockford.ts'

/** `P`: what is read, as its error codes begin. */
export type LettersError<P extends string> =
  | { readonly code: `${P}_letter`; readonly letter: string }
  | { readonly code: `${P}_length`; readonly letters: number; readonly expected: number }
  | { readonly code: `${P}_mistyped` }

/** `letters`: look-alikes folded already. `expected`: how many, check letters included. */
export function readLetters<P extends string>(
  prefix: P,
  letters: string,
  expected: number,
  context = 0,
): Result<readonly number[], LettersError<P>> {
  const values = lettersToValues(letters)
  if (values === null) return err({ code: `${prefix}_letter`, letter: strangeLetter(letters) ?? '' })
  if (values.length !== expected) return err({ code: `${prefix}_length`, letters: values.length, expected })
  return checkHolds(values, context) ? ok(values) : err({ code: `${prefix}_mistyped` })
}
