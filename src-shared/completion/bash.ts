// Completion for bash, and for zsh, which reads bash's: no name in it is one that zsh keeps for itself (path, words).
import { placeOf, type Proposals } from './proposals.ts'

const functionOf = (program: string): string => `_${program.replaceAll('-', '_')}`

export function bash({ program, words, values, files }: Proposals): string {
  const commands = Object.keys(words).filter((path) => path !== '')
  // Those of the program itself stand behind every command, and so last.
  const options = Object.keys(values).toSorted((a, b) => commandsIn(b) - commandsIn(a))
  const lines = [
    `${functionOf(program)}() {`,
    `  local at= each= proposed=`,
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}',
    '  for each in "${COMP_WORDS[@]:1:$((COMP_CWORD-1))}"; do',
    '    case "$at $each" in',
    `      ${commands.map(quoted).join('|')}) at="$at $each" ;;`,
    '    esac',
    '  done',
    '  case "$at $prev" in',
    ...options.map((key) => `    ${pattern(key)}) ${proposing(key)}; return ;;`),
    '  esac',
    '  case "$at" in',
    ...Object.entries(words).map(
      ([path, all]) => `    ${quoted(path)}) proposed=${quoted(all.join(' '))} ;;`,
    ),
    '  esac',
    '  COMPREPLY=($(compgen -W "$proposed" -- "$cur"))',
    '}',
    `complete -o default -F ${functionOf(program)} ${program}`,
  ]
  return `${lines.join('\n')}\n`

  function proposing(key: string): string {
    if (files.includes(key)) return 'COMPREPLY=($(compgen -f -- "$cur"))'
    const all = values[key] ?? []
    return all.length === 0 ? 'COMPREPLY=()' : `COMPREPLY=($(compgen -W ${quoted(all.join(' '))} -- "$cur"))`
  }
}

/** In a folder of `fpath` the script is itself the function that the first Tab calls. */
export const zsh = (proposals: Proposals): string => `#compdef ${proposals.program}
autoload -U +X bashcompinit && bashcompinit
${bash(proposals)}[[ $funcstack[1] != _${proposals.program} ]] || _bash_complete -o default -F ${functionOf(proposals.program)}
`

const commandsIn = (key: string): number => key.split(' ').length

function pattern(key: string): string {
  const { path, option } = placeOf(key)
  return path === '' ? `*${quoted(` ${option}`)}` : quoted(key)
}

/** Names of commands and options have no quote. */
const quoted = (text: string): string => `'${text}'`
