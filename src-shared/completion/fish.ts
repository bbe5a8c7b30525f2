// Completion for fish.
import type { Proposals } from './proposals.ts'

export function fish({ program, words, values, files }: Proposals): string {
  const path = `__${program.replaceAll('-', '_')}_path`
  const commands = Object.keys(words).filter((each) => each !== '')
  const isAt = (each: string) => `-n 'test (${path}) = "${each.trim()}"'`
  const lines = [
    `function ${path}`,
    '  set -l path',
    '  for word in (commandline -opc)[2..]',
    '    switch (string trim -- "$path $word")',
    `      case ${commands.map((each) => `'${each.trim()}'`).join(' ')}`,
    '        set path (string trim -- "$path $word")',
    '    end',
    '  end',
    '  echo "$path"',
    'end',
    `complete -c ${program} -f`,
    ...Object.entries(words).map(
      ([each, all]) => `complete -c ${program} ${isAt(each)} -a '${all.join(' ')}'`,
    ),
    ...Object.entries(values).map(
      ([option, all]) => `complete -c ${program} -l ${option.slice(2)} -x -a '${all.join(' ')}'`,
    ),
    ...files.map((option) => `complete -c ${program} -l ${option.slice(2)} -r -F`),
  ]
  return `${lines.join('\n')}\n`
}
