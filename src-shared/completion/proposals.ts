// What may stand at a place of a command line, for every shell.

export interface Proposals {
  readonly program: string
  /** By the words of a command, each behind a space; none: the program itself. */
  readonly words: Readonly<Record<string, readonly string[]>>
  /** By the option before it. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Options behind which a file or a folder stands. */
  readonly files: readonly string[]
}
