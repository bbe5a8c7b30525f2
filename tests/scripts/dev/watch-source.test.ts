// What is saved under npm run dev is seen, however an editor saves it and however fast one saves again (issue 9).
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Cleanup } from '#tests/support/temporary.ts'
import { until } from '#tests/support/until.ts'
import { watchSource } from '../../../scripts/dev/watch-source.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const FILE = 'src/deep/one.ts'
let root: string
const at = (file: string) => path.join(root, file)

/** Text of a file when its change was told, by the file, oldest first. */
let told: [string, string][]
const isTold = (file: string, text: string) => told.some(([name, seen]) => name === file && seen === text)
const see = (file: string, text: string) =>
  until(`the change of ${file} to “${text}”`, () => isTold(file, text) || undefined)

function watchFolder(): void {
  cleanup.add(watchSource(root, ['src'], (file) => told.push([file, textOf(file)])))
}

function textOf(file: string): string {
  try {
    return readFileSync(at(file), 'utf8')
  } catch {
    return 'gone'
  }
}

beforeEach(() => {
  root = cleanup.folder()
  told = []
  mkdirSync(at('src/deep'), { recursive: true })
  writeFileSync(at(FILE), 'at first')
  watchFolder()
})

const SAVES: readonly [string, (file: string, text: string) => void][] = [
  ['in its place', (file, text) => writeFileSync(at(file), text)],
  [
    'by another that takes its place',
    (file, text) => {
      writeFileSync(at(`${file}~`), text)
      renameSync(at(`${file}~`), at(file))
    },
  ],
  [
    'as a new one, the old one kept',
    (file, text) => {
      renameSync(at(file), at(`${file}~`))
      writeFileSync(at(file), text)
    },
  ],
]

describe.each(SAVES)('saved %s', (_, save) => {
  test('twice at once, the second is told', async () => {
    save(FILE, 'first')
    save(FILE, 'second')
    await see(FILE, 'second')
  })

  test('again as soon as it was told, each is told', async () => {
    for (const text of ['first', 'second', 'third']) {
      save(FILE, text)
      await see(FILE, text)
    }
  })
})

test('a folder that comes with a file in it, a file that comes later, and the same folder anew are told', async () => {
  for (const round of ['first', 'second']) {
    mkdirSync(at('src/new/deep'), { recursive: true })
    writeFileSync(at('src/new/deep/two.ts'), round)
    await see('src/new/deep/two.ts', round)
    writeFileSync(at('src/new/deep/three.ts'), round)
    await see('src/new/deep/three.ts', round)
    rmSync(at('src/new'), { recursive: true })
  }
  // Both go at once, and are told by the name of one.
  await until('their going', () => told.at(-1)?.[1] === 'gone' || undefined)
})

test('what is no source is not told', async () => {
  writeFileSync(at('src/deep/one.swp'), 'of an editor')
  writeFileSync(at(FILE), 'next')
  await see(FILE, 'next')
  expect(told.map(([file]) => file)).not.toContain('src/deep/one.swp')
})
