// The keys of metadata as Keygen returns them: `node_id`, `Node ID` and `node-id` all come back as `nodeId`.

/** Other letters than those of ASCII stay as they are: Keygen loses what it cannot spell. */
export function keygenKey(key: string): string {
  if (!/^[\w -]*[a-z\d][\w -]*$/i.test(key)) return key
  const [first = '', ...others] = key
    .replaceAll(/([A-Z\d]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_ -]+/)
    .filter((word) => word !== '')
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** At every depth. */
export function withKeygenKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeygenKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [keygenKey(key), withKeygenKeys(one)]))
}
