// Completion for fish.
import { placeOf, type Proposals } from './proposals.ts'

export function fish({ program, words, values, files }: Proposals): string {
  const path = `__${program.replaceAll('-', '_')}_path`
  const commands = Object.keys(words).filter((each) => each !== '')
  const isAt = (each: string) => `-n 'test "$(${path})" = "${each.trim()}"'`
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
    ...Object.entries(values).map(([key, all]) => {
      const { path: command, option } = placeOf(key)
      const where = command === '' ? '' : `${isAt(command)} `
      const what = files.includes(key) ? '-r -F' : all.length === 0 ? '-x' : `-x -a '${all.join(' ')}'`
      return `complete -c ${program} ${where}-l ${option.slice(2)} ${what}`
    }),
  ]
  return `${lines.join('\n')}\n`
}
