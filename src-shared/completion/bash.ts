// Completion for bash, and for zsh, which reads bash's.
import type { Proposals } from './proposals.ts'

export function bash({ program, words, values, files }: Proposals): string {
  const name = `_${program.replaceAll('-', '_')}`
  const commands = Object.keys(words).filter((path) => path !== '')
  const lines = [
    `${name}() {`,
    `  local path= word= words=`,
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}',
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '    case "$path $word" in',
    `      ${commands.map(quoted).join('|')}) path="$path $word" ;;`,
    '    esac',
    '  done',
    '  case "$prev" in',
    ...Object.entries(values).map(
      ([option, all]) =>
        `    ${option}) COMPREPLY=($(compgen -W ${quoted(all.join(' '))} -- "$cur")); return ;;`,
    ),
    ...(files.length === 0 ? [] : [`    ${files.join('|')}) COMPREPLY=($(compgen -f -- "$cur")); return ;;`]),
    '  esac',
    '  case "$path" in',
    ...Object.entries(words).map(([path, all]) => `    ${quoted(path)}) words=${quoted(all.join(' '))} ;;`),
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$cur"))',
    '}',
    `complete -o default -F ${name} ${program}`,
  ]
  return `${lines.join('\n')}\n`
}

export const zsh = (proposals: Proposals): string =>
  `#compdef ${proposals.program}\nautoload -U +X bashcompinit && bashcompinit\n${bash(proposals)}`

/** Names of commands and options have no quote. */
const quoted = (text: string): string => `'${text}'`
