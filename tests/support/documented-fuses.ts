// The fuses that docs/SECURITY.md promises of a package.
import { readFileSync } from 'node:fs'

const ROW = /^\| `(\w+)` *\| (on|off) *\|/gm

export function documentedFuses(): Readonly<Record<string, string>> {
  const [, section = ''] = readFileSync(new URL('../../docs/SECURITY.md', import.meta.url), 'utf8').split(
    '\n## fuses\n',
  )
  return Object.fromEntries(Array.from(section.matchAll(ROW), ([, name = '', state = '']) => [name, state]))
}
