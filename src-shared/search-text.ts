// What a search takes for the same: letters in any case, with accents or without, in one code point or composed of
// several. The page, the log and the server's desk search alike.

/** Accents of Latin, Greek and Cyrillic letters. Signs of other scripts are letters of their own there. */
const ACCENTS = /[\u0300-\u036f]/g

/** Letters that no decomposition takes apart, as people type them without their keyboard. */
const ALONE: Readonly<Record<string, string>> = {
  ı: 'i',
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ς: 'σ',
}
const ALONE_ANY = new RegExp(`[${Object.keys(ALONE).join('')}]`, 'g')

// eslint-disable-next-line no-control-regex -- it is the range that is meant
const ASCII = /^[\u0000-\u007f]*$/

export const isAscii = (text: string): boolean => ASCII.test(text)

/** `İSTANBUL` and `istanbul`, `Müller` in either form and `muller`, `Straße` and `STRASSE` become one text each. */
export function searchForm(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .toLowerCase()
    .replaceAll(ACCENTS, '')
    .replaceAll(ALONE_ANY, (letter) => ALONE[letter] ?? letter)
}

/** Every word of the search, in its form. */
export const searchTerms = (search: string): string[] => searchForm(search).split(/\s+/).filter(Boolean)
