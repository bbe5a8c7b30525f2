// What takes long to make and is not needed at once, as the formatters of a locale are: made when it is first asked for.

export function lazily<Made extends object | string>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}
