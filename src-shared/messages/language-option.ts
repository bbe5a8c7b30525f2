// Which language a command line asks for: read before the options are, since the help is in it too.
import { FIRST_LANGUAGE, LANGUAGE_IDS, type LanguageId } from './languages.ts'

const OPTION = '--lang'

/** A language that there is not is English; the program then refuses the option. */
export function languageIn(argv: readonly string[]): LanguageId {
  const end = argv.indexOf('--')
  const words = end < 0 ? argv : argv.slice(0, end)
  const at = words.findLastIndex((word) => word === OPTION || word.startsWith(`${OPTION}=`))
  const word = at < 0 ? undefined : words[at]
  const wanted = word === OPTION ? words[at + 1] : word?.slice(OPTION.length + 1)
  return LANGUAGE_IDS.find((id) => id === wanted) ?? FIRST_LANGUAGE
}
