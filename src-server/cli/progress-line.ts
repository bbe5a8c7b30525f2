// How far a long command is: one line at a terminal, written over again and again, and nothing for anybody else.

/** Steps between two looks at the line. */
const SELDOM = 500

export class ProgressLine {
  #written = 0

  /** `say`: of the steps so far. */
  at(steps: number, say: (steps: number) => string): void {
    if (process.stderr.isTTY && steps % SELDOM === 0) this.#write(say(steps))
  }

  /** Of what comes in stretches, and seldom. */
  show(text: string): void {
    if (process.stderr.isTTY) this.#write(text)
  }

  /** What is written next begins a line. */
  clear(): void {
    if (this.#written > 0) this.#write('')
    if (this.#written > 0) process.stderr.write('\r')
    this.#written = 0
  }

  #write(text: string): void {
    process.stderr.write(`\r${text.padEnd(this.#written)}`)
    this.#written = Math.max(this.#written, text.length)
  }
}
