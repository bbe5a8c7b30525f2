// Completion for PowerShell.
import type { Proposals } from './proposals.ts'

const list = (all: readonly string[]): string => `@(${all.map((each) => `'${each}'`).join(', ')})`
const table = (all: Readonly<Record<string, readonly string[]>>): string =>
  `@{ ${Object.entries(all)
    .map(([key, each]) => `'${key}' = ${list(each)}`)
    .join('; ')} }`

export function powershell({ program, words, values }: Proposals): string {
  const lines = [
    `Register-ArgumentCompleter -Native -CommandName '${program}' -ScriptBlock {`,
    '  param($wordToComplete, $commandAst, $cursorPosition)',
    `  $words = ${table(words)}`,
    `  $values = ${table(values)}`,
    "  $path = ''; $previous = ''",
    '  foreach ($element in ($commandAst.CommandElements | Select-Object -Skip 1)) {',
    '    if ($element.Extent.EndOffset -ge $cursorPosition) { break }',
    '    $previous = $element.ToString()',
    '    if ($words.ContainsKey("$path $previous")) { $path = "$path $previous" }',
    '  }',
    '  $proposed = if ($values.ContainsKey("$path $previous")) { $values["$path $previous"] }',
    '    elseif ($values.ContainsKey(" $previous")) { $values[" $previous"] } else { $words[$path] }',
    '  $proposed | Where-Object { $_.StartsWith($wordToComplete) } | ForEach-Object {',
    "    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)",
    '  }',
    '}',
  ]
  return `${lines.join('\n')}\n`
}
