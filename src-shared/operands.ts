// Which words of a command line are no options and no values of options: asked before, or where, it cannot be parsed.

/** Of both programs, which every command takes; a test compares. */
export const GLOBAL_WITH_VALUE: ReadonlySet<string> = new Set([
  '--data-dir',
  '--database',
  '--vendor',
  '--lang',
])

/** `argv`: as a process has it. The first is the command, where there is one. */
export const operandsIn = (argv: readonly string[]): string[] =>
  argv
    .slice(2)
    .filter((word, at, words) => !word.startsWith('-') && !GLOBAL_WITH_VALUE.has(words[at - 1] ?? ''))
