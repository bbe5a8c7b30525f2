// What one repair does, step by step, and what it says of each.
import type { FoundProblem, StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Layout } from './layout.ts'
import { shownPlace, type Place } from './place.ts'
import { readState } from './read-files.ts'
import { unnamedProblem } from './read-licenses.ts'
import { keepCopy, setAside, setUnnamedAside, STAYS } from './set-aside.ts'
import { writeWhole } from './whole-file.ts'

export class Repairs {
  readonly setAside: StoreProblem[]
  readonly left: StoreProblem[] = []
  readonly #layout: Layout

  constructor(layout: Layout, mended: readonly StoreProblem[]) {
    this.#layout = layout
    this.setAside = [...mended]
  }

  has(file: Place): boolean {
    return [...this.setAside, ...this.left].some(({ where }) => where === shownPlace(file))
  }

  leave(problem: StoreProblem): void {
    this.left.push(problem)
  }

  move(place: Place, problem: FoundProblem): void {
    setAside(this.#layout, place, problem.reason)
    this.setAside.push(problem)
  }

  /** Among the licenses. */
  moveUnnamed(name: Buffer, young: number): void {
    const problem = unnamedProblem(this.#layout, name)
    if (setUnnamedAside(this.#layout, name, problem.reason, young)) this.setAside.push(problem)
    else this.leave({ ...problem, reason: 'young' })
  }

  moveFile(file: Place, reason: StoreReason): void {
    const problem = { where: shownPlace(file), reason }
    if (STAYS.has(reason)) this.leave(problem)
    else this.move(file, problem)
  }

  /** `text`: takes the place of what lies there. */
  renew(file: Place, problem: Pick<StoreProblem, 'license'>, text: string): void {
    const state = readState(file)
    if (state.is === 'text') keepCopy(this.#layout, file, state.text, RENEWED)
    else setAside(this.#layout, file, RENEWED)
    writeWhole(file, text, this.#layout.staging)
    this.setAside.push({ where: shownPlace(file), reason: RENEWED, ...problem })
  }

  /** There is none any more. */
  begin(file: Place, text: string): void {
    writeWhole(file, text, this.#layout.staging)
    this.setAside.push({ where: shownPlace(file), reason: 'gone' })
  }

  /** `damaged`: what is in it now; null: it is whole. */
  replace(file: Place, damaged: string | null, text: string): void {
    if (damaged === null) return
    keepCopy(this.#layout, file, damaged)
    writeWhole(file, text, this.#layout.staging)
    this.setAside.push({ where: shownPlace(file), reason: 'unreadable' })
  }
}

const RENEWED = 'renewed' satisfies StoreReason
