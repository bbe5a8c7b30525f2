// Somebody presses Enter: what the line says is nothing to us, so nothing of it is kept, however long it is.

/** Once for all lines that come at once. */
export function onLineEnds(input: NodeJS.ReadableStream, heard: () => void): void {
  input.on('data', (part: Buffer | string) => {
    if (part.includes('\n')) heard()
  })
  input.on('error', () => undefined) // the terminal is gone
}
