// store.json: that this folder holds a store, and in which format. An installer makes it, or the first writer.

/**
 * `writers`: rises with every change of what is written. `gate`: rises only when what a gate reads changes, since gates
 * live inside of shipped products.
 */
const FORMAT = { writers: 1, gate: 1 }

export const formatText = (): string => `${JSON.stringify(FORMAT)}\n`
