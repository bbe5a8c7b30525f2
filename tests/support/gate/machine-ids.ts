// What systems say of the machine, and which that is by it (tests/vectors/machine-ids.json): the table of every gate.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dataDirOf, sourcePlaces, SOURCES } from './gate-case.ts'
import table from '../../vectors/machine-ids.json' with { type: 'json' }

export interface MachineIdCase {
  readonly name: string
  readonly system: string
  readonly files?: Readonly<Partial<Record<(typeof SOURCES)[number], string>>>
  readonly idFile?: string
  readonly value?: string | null
  readonly printed?: string | null
  readonly id?: string
  readonly error?: string
}

export const MACHINE_IDS: readonly MachineIdCase[] = table.cases

/** In an empty folder: the files of Linux, or `value` and `printed`. */
export function layOutMachine({ files = {}, idFile, value, printed }: MachineIdCase, folder: string): void {
  const put = (file: string, text: string | null | undefined) => {
    if (text === null || text === undefined) return
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  SOURCES.forEach((source, index) => put(sourcePlaces(folder)[index] ?? '', files[source]))
  put(path.join(dataDirOf(folder), 'machine-id'), idFile)
  put(path.join(folder, 'value'), value)
  put(path.join(folder, 'printed'), printed)
}
