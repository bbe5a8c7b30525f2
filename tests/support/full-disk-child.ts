// Makes every kind of change to a store on a disk with hardly any room, one page of room more at every try.
import { closeSync, mkdirSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs'
import path from 'node:path'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import type { StoreWriter } from '#main/core/ports/license-store.ts'
import { NOT_OVER } from '#shared/license/days-over-limit.ts'
import { answer, MACHINE_FILE, sample } from './store-samples.ts'
import { must } from './must.ts'

export interface FullDiskReport {
  readonly change: string
  readonly freePages: number
  /** `ok` or the code of the failure. */
  readonly result: string
  /** Whether what is read afterwards is what was read before. */
  readonly asBefore: boolean
  /** The same change once there is room again. */
  readonly again: string
}

const PAGE = 4096
const text = (letter: string) => MACHINE_FILE.padEnd(3 * PAGE, letter)
const old = sample({ file: text('o'), validation: answer('old'.padEnd(PAGE)) })
const usage = (product: string) => ({ product, usage: 1, reportedAt: 1, daysOverLimit: NOT_OVER })

const changes: Readonly<Record<string, (writer: StoreWriter) => void>> = {
  'a new license and its signed time': (writer) => {
    writer.putLicense(sample({ id: 'new', file: text('n') }))
    writer.raiseMark(200)
  },
  'a newer file': (writer) => {
    writer.putLicense({ ...old, file: text('n'), mode: 'offline', validation: answer('new'.padEnd(PAGE)) })
    writer.raiseMark(200)
  },
  'another code': (writer) => {
    writer.putLicense({ ...old, code: 'another code', file: text('n') })
    writer.raiseMark(200)
  },
  'an answer': (writer) => {
    writer.putValidation(old.id, answer('new'))
    writer.raiseMark(200)
  },
  'a usage': (writer) => writer.putUsage(usage('new')),
}

async function attempt(disk: string, name: string, freePages: number): Promise<FullDiskReport> {
  const dataDir = path.join(disk, 'data')
  const filler = path.join(disk, 'filler')
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir)
  const store = fileStore(dataDir)
  must(
    await store.write((writer) => {
      writer.putLicense(old)
      writer.putUsage(usage('old'))
      writer.raiseMark(100)
    }),
  )
  const before = JSON.stringify(store.read())
  fillBut(freePages, filler)
  const change = (writer: StoreWriter) => changes[name]?.(writer)
  const result = await store.write(change)
  const asBefore = JSON.stringify(store.read()) === before
  rmSync(filler)
  const again = await store.write(change)
  return {
    change: name,
    freePages,
    result: result.ok ? 'ok' : result.error.code,
    asBefore,
    again: again.ok ? 'ok' : again.error.code,
  }
}

function fillBut(freePages: number, file: string): void {
  const handle = openSync(file, 'w')
  let size = 0
  try {
    for (;;) size += writeSync(handle, Buffer.alloc(PAGE))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(handle)
  }
  truncateSync(file, size - freePages * PAGE)
}

const { disk, pages } = JSON.parse(process.argv[2] ?? '') as { disk: string; pages: number }
for (const name of Object.keys(changes))
  for (let free = 0; free <= pages; free += 1)
    process.stdout.write(`${JSON.stringify(await attempt(disk, name, free))}\n`)
