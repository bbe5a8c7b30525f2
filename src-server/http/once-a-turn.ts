// What has to be looked up for every answer, on the disk or in the database, looked up once for those that came together.

/**
 * Node reads all requests that are there in one turn of its loop. Whoever changes something meanwhile has changed it after
 * they came. Where `look` throws, the next one looks again.
 */
export function onceATurn(look: () => Promise<void>): () => Promise<void> {
  let looking: Promise<void> | null = null
  return async () => {
    if (looking) return looking
    try {
      looking = look()
      await looking
      setImmediate(() => {
        looking = null
      })
    } catch (error) {
      looking = null
      throw error
    }
  }
}
