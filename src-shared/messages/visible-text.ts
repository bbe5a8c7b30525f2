// Texts from license files as they may be shown: characters that cannot be seen become signs that can.

// eslint-disable-next-line no-control-regex -- finding control characters is the point
const CONTROL = /[\u0000-\u001f\u007f]/
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f]/g
const DELETE = 0x7f
const SIGN_OF_DELETE = '\u2421'
const FIRST_SIGN = 0x2400

/** NUL becomes ␀ and so on; line breaks and tabs become spaces. */
export function visibleText(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(CONTROLS, signOf) : text
}

function signOf(character: string): string {
  if (/\s/.test(character)) return ' '
  const code = character.charCodeAt(0)
  return code === DELETE ? SIGN_OF_DELETE : String.fromCharCode(FIRST_SIGN + code)
}
