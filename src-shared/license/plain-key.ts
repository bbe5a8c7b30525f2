// A Local License Key as it is stored: in the one form that a gate of any language reads (docs/formats/gate-v1.md#keys),
// whatever a mail made of it on its way.
import { armoredKind, readArmor, undamagedArmor, writeArmor } from '../formats/armor.ts'
import type { Primitives } from '../formats/primitives.ts'
import { plainRows } from '../formats/typed-key/plain-rows.ts'
import { readRows } from '../formats/typed-key/read-rows.ts'
import { uniqueKeyAbove } from '../formats/unique-key-above.ts'

/** `text`: of a key that holds. One that is in that form comes back as it was. `prefix`: of the vendor's Unique Keys. */
export function plainKey(text: string, prefix: string, primitives: Primitives): string {
  if (armoredKind(text) === null) return asRows(text)
  const plain = undamagedArmor(text)
  if (plain && primitives.decodeBase64(plain.block)) return text
  const armor = readArmor(text)
  if (!armor.ok) return text
  const above = uniqueKeyAbove(text, prefix)
  return `${above === null ? '' : `${above}\n`}${writeArmor(armor.value.kind, armor.value.block)}`
}

function asRows(text: string): string {
  const bytes = readRows(text)
  return bytes.ok ? plainRows(bytes.value) : text
}
