// What has to be looked up for every answer, on the disk or in the database, looked up once for those that came together.

/**
 * Node reads all requests that are there in one turn of its loop. Whoever changes something meanwhile has changed it after
 * they came. Where `look` throws, the next one looks again.
 */
export function onceATurn(look: () => void): () => void {
  let looked = false
  return () => {
    if (looked) return
    look()
    looked = true
    setImmediate(() => (looked = false))
  }
}
