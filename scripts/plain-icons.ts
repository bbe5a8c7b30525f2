// The icons of the page as plain markup, in its build.
import type { Plugin } from 'vite'

const LIBRARY = /@lucide\/svelte\/dist\/icons\/[^/]+\.svelte$/
const DATA = /const iconData = (\{.*\});?$/m
/** Of every icon, as the library draws it. */
const LOOKS =
  'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'

type Shape = readonly [tag: string, attributes: Readonly<Record<string, string | number>>]

/**
 * An icon of the library as plain markup: its own component puts it together from data at every start, about a tenth of the
 * script until the page is there. It is decoration, and takes its size alone. Throws where the library's files are written
 * in another way.
 */
export function plainIcon(source: string): string {
  const data = DATA.exec(source)?.[1]
  if (data === undefined) throw new Error('The icons of @lucide/svelte have no “iconData” any more.')
  const { node } = JSON.parse(data) as { readonly node: readonly Shape[] }
  const shapes = node.map(([tag, attributes]) => {
    const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`)
    return `<${tag}${written.join('')} />`
  })
  return `<script>let { size = 24 } = $props()</script>
<svg width={size} height={size} ${LOOKS} aria-hidden="true">${shapes.join('')}</svg>`
}

export const plainIcons = (): Plugin => ({
  name: 'plain-icons',
  // Before it is compiled.
  enforce: 'pre',
  transform: {
    filter: { id: LIBRARY },
    handler: (code) => ({ code: plainIcon(code), map: { mappings: '' } }),
  },
})
