// What may stand at a place of a command line, for every shell.

export interface Proposals {
  readonly program: string
  /** By the words of a command, each behind a space; none: the program itself. */
  readonly words: Readonly<Record<string, readonly string[]>>
  /**
   * What may stand behind an option, by the words of its command and it, ` export --format`; those of the program itself
   * (` --lang`) may stand behind every command. None: whatever a person likes.
   */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Of these, those behind which a file or a folder stands. */
  readonly files: readonly string[]
}

/** An option of one command, or of the program itself: `path` is empty then. */
export function placeOf(key: string): { readonly path: string; readonly option: string } {
  const [, path = '', option = ''] = /^(.*) (\S+)$/.exec(key) ?? []
  return { path, option }
}
