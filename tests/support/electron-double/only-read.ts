/** Options that the double does not read throw by name: what an app asks for in vain would look granted. */

export function onlyRead<Options extends object>(
  what: string,
  given: Options | null | undefined,
  read: readonly (keyof Options)[],
): void {
  for (const [name, value] of Object.entries(given ?? {}))
    if (value !== undefined && !read.includes(name as keyof Options))
      throw new Error(`electron-double: ${what} reads no option ${name}`)
}
