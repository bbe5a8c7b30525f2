// What Keygen takes for an id.
const UUID = /^[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}$/i

/** In either case, also without its hyphens. */
export const isUuid = (text: string): boolean => UUID.test(text)
