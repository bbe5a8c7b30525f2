// Names that Node could not read: bytes that are no UTF-8 come as this letter, and name another place than was meant.
const LOST = '\uFFFD'

export const hasLostLetters = (name: string): boolean => name.includes(LOST)
