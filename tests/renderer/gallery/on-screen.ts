// Which components drew what is on the screen: Svelte tells it of each element while it is not built for production.
interface Drawn {
  readonly loc?: { readonly file: string }
  readonly parent?: Drawn | null
  /** Of a component: the file that uses it, and by what name. */
  readonly file?: string
  readonly componentTag?: string
}

const metaOf = (element: Element): Drawn | undefined =>
  (element as Element & { __svelte_meta?: Drawn }).__svelte_meta

const nameIn = (file: string): string | undefined => /src-renderer\/(.+\.svelte)$/.exec(file)?.[1]

/**
 * The files under `src-renderer/` whose markup made these elements, and those that asked for that markup. Of a component
 * without an element of its own only its name is known: `VirtualWindow`.
 */
export function filesBehind(elements: Iterable<Element>): Set<string> {
  const files = new Set<string>()
  for (const element of elements) {
    const meta = metaOf(element)
    if (meta?.loc) add(files, meta.loc.file)
    for (let above = meta?.parent; above; above = above.parent) {
      if (above.file) add(files, above.file)
      if (above.componentTag) files.add(above.componentTag)
    }
  }
  return files
}

function add(files: Set<string>, file: string): void {
  const name = nameIn(file)
  if (name !== undefined) files.add(name)
}
