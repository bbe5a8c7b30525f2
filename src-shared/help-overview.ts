// The help of a whole program on one screen of 80×24: its commands in groups, and below them where all else is explained.
import type { Command, Help } from 'commander'
import stringWidth from 'fast-string-width'
import { operandsIn } from './operands.ts'
import { wrapped } from './wrapped.ts'

/** One group: what it is for, and by each command's name what that does, in few words. */
interface Group {
  readonly title: string
  readonly commands: Readonly<Record<string, string>>
}

const GAP = 3
const USUAL_WIDTH = 80

/** `columns`: groups one under another, side by side where there is room. */
export function overviewOf(
  program: Command,
  helper: Help,
  columns: readonly (readonly Group[])[],
  more: string,
): string {
  const width = helper.helpWidth ?? USUAL_WIDTH
  const usage = `${helper.styleTitle('Usage:')} ${helper.commandUsage(program)}`
  const blocks = columns.map(linesOf)
  const widest = blocks.map((lines) => Math.max(...lines.map((line) => stringWidth(line))))
  const isRoom = widest.reduce((sum, width) => sum + width + GAP, -GAP) <= width
  const list = isRoom ? sideBySide(blocks, widest) : blocks.flatMap((lines) => [...lines, ''])
  return `${[usage, wrapped(program.description(), width), '', ...list, '', wrapped(more, width)].join('\n').replaceAll(/\n{3,}/g, '\n\n')}\n`
}

/** What every command takes, as its own help would list it. */
export function globalOptionsOf(program: Command): string {
  const helper = program.createHelp()
  helper.prepareContext({ helpWidth: program.configureOutput().getOutHelpWidth?.() ?? USUAL_WIDTH })
  const options = helper.visibleOptions(program)
  const width = Math.max(...options.map((option) => stringWidth(helper.optionTerm(option))))
  const items = options.map((option) =>
    helper.formatItem(helper.optionTerm(option), width, helper.optionDescription(option), helper),
  )
  return helper.formatItemList('Options:', items, helper).join('\n').trimEnd()
}

/** Of “help TOPIC”: what is no command and has its own text. Null: something else was asked. */
export function topicIn<Topic extends string>(
  argv: readonly string[],
  topics: Readonly<Record<Topic, () => string>>,
): string | null {
  const [first, topic] = operandsIn(argv)
  if (first !== 'help' || topic === undefined || !Object.hasOwn(topics, topic)) return null
  return `${topics[topic as Topic]()}\n`
}

function linesOf(groups: readonly Group[]): string[] {
  const names = groups.flatMap(({ commands }) => Object.keys(commands))
  const width = Math.max(...names.map((name) => name.length)) + 2
  return groups.flatMap(({ title, commands }, index) => [
    ...(index === 0 ? [] : ['']),
    title,
    ...Object.entries(commands).map(([name, about]) => `  ${name.padEnd(width)}${about}`),
  ])
}

function sideBySide(blocks: readonly (readonly string[])[], widest: readonly number[]): string[] {
  const height = Math.max(...blocks.map(({ length }) => length))
  return Array.from({ length: height }, (_, row) =>
    blocks
      .map((lines, at) => {
        const line = lines[row] ?? ''
        return line + ' '.repeat((widest[at] ?? 0) + GAP - stringWidth(line))
      })
      .join('')
      .trimEnd(),
  )
}
