// Folders and servers of one test, gone when it ends.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Collects what a test opened; the last opened is closed first. */
export class Cleanup {
  readonly #steps: (() => unknown)[] = []

  add(step: () => unknown): void {
    this.#steps.push(step)
  }

  folder(name = 'activation-desk-'): string {
    const folder = mkdtempSync(path.join(tmpdir(), name))
    this.add(() => rmSync(folder, { recursive: true, force: true }))
    return folder
  }

  async run(): Promise<void> {
    for (const step of this.#steps.splice(0).toReversed()) await step()
  }
}
