// The keys of metadata as Keygen returns them: `node_id`, `Node ID` and `node-id` all come back as `nodeId`.

/** The words of a key; other letters than those of ASCII stay as they are: Keygen loses what it cannot spell. */
function wordsOf(key: string): string[] {
  if (!/^[\w -]*[a-z\d][\w -]*$/i.test(key)) return [key]
  return key
    .replaceAll(/([A-Z\d]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_ -]+/)
    .filter((word) => word !== '')
}

export function keygenKey(key: string): string {
  const [first = '', ...others] = wordsOf(key)
  return first + others.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

export const withKeygenKeys = (value: unknown): unknown => withKeys(value, keygenKey)

/** As Keygen keeps and counts them: `node_id`. */
export const withKeptKeys = (value: unknown): unknown => withKeys(value, (key) => wordsOf(key).join('_'))

/** At every depth. */
function withKeys(value: unknown, spelled: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => withKeys(one, spelled))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [spelled(key), withKeys(one, spelled)]))
}
