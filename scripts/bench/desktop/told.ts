// What the process of an app on the double tells of itself, in one line of its output.

export interface Told {
  /** Milliseconds of the processor since the process began: what others do on the machine changes them little. */
  readonly spent: number
  /** Of the app's own main process, by their names in its build. */
  readonly files: readonly string[]
}

const MARK = '@told '

export const toldLine = (told: Told): string => `${MARK}${JSON.stringify(told)}\n`

/** Throws where it told nothing. */
export function toldIn(output: string): Told {
  const line = output.split('\n').find((one) => one.startsWith(MARK))
  if (line === undefined) throw new Error(`the app came to no window:\n${output}`)
  return JSON.parse(line.slice(MARK.length)) as Told
}
