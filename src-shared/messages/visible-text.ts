// Texts from license files as they may be shown: characters that cannot be seen become signs that can.

// eslint-disable-next-line no-control-regex -- finding control characters is the point
const CONTROL = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g
const DELETE = 0x7f
const SIGN_OF_DELETE = '\u2421'
const FIRST_SIGN = 0x2400
const TURNED = '\ufffd'

/** NUL becomes ␀ and so on; line breaks and tabs become spaces; what turns the direction of others becomes a mark. */
export function visibleText(text: string): string {
  return CONTROL.test(text) ? text.replaceAll(CONTROLS, signOf) : text
}

function signOf(character: string): string {
  if (/\s/.test(character)) return ' '
  const code = character.charCodeAt(0)
  if (code > DELETE) return TURNED
  return code === DELETE ? SIGN_OF_DELETE : String.fromCharCode(FIRST_SIGN + code)
}
