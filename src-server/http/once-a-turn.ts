// What has to be looked up for every answer, on the disk or in the database, looked up once for those that came together.

/**
 * Node reads all requests that are there in one turn of its loop. Whoever changes something meanwhile has changed it after
 * they came. `holds`: milliseconds for which it holds for others as well. Where `look` throws, the next one looks again.
 */
export function onceATurn(look: () => Promise<void>, holds = 0): () => Promise<void> {
  let looking: Promise<void> | null = null
  return async () => {
    if (looking) return looking
    try {
      looking = look()
      await looking
      const forget = () => {
        looking = null
      }
      if (holds > 0) setTimeout(forget, holds).unref()
      else setImmediate(forget)
    } catch (error) {
      looking = null
      throw error
    }
  }
}
