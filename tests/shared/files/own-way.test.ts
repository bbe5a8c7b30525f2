// Root's words and rights go through no folder and no link that another user owns or may exchange (issue 10.5).
import { chmodSync, chownSync, lchownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { foreignOnTheWay } from '#shared/files/own-way.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const asRoot = process.getuid?.() === 0
const SOMEBODY = 12_345
const sudo = process.env['SUDO_UID']

const cleanup = new Cleanup()
let folder: string
beforeEach(() => (folder = cleanup.folder()))
afterEach(async () => {
  delete process.env['SUDO_UID']
  if (sudo !== undefined) process.env['SUDO_UID'] = sudo
  await cleanup.run()
})

const at = (...names: string[]) => path.join(folder, ...names)
const ours = () => mkdirSync(at('ours', 'deep'), { recursive: true })
const theirs = () => {
  mkdirSync(at('theirs', 'deep'), { recursive: true })
  chownSync(at('theirs'), SOMEBODY, SOMEBODY)
}
const plant = (target: string, link: string) => {
  symlinkSync(target, at(link))
  lchownSync(at(link), SOMEBODY, SOMEBODY)
}

describe('the way to a file', onPosix('Windows has no owners by number'), () => {
  const open: readonly [string, string, () => void][] = [
    ['a folder of one’s own', 'ours/deep/file', ours],
    ['one that is not there yet', 'missing/file', () => undefined],
    ['a link of one’s own', 'link/file', () => (ours(), symlinkSync('ours/../ours/deep', at('link')))],
    ['a file that is there', 'file', () => writeFileSync(at('file'), '')],
  ]
  test.each(open)('leads through %s', (_, file, make) => {
    make()
    expect(foreignOnTheWay(at(file))).toBeNull()
  })

  test('leads to standard output, whatever that is', () => {
    expect(foreignOnTheWay('/dev/stdout')).toBeNull()
  })

  const closed: readonly [string, string, string, () => void][] = [
    ['another user’s folder', 'theirs/file', 'theirs', theirs],
    ['a folder in another user’s', 'theirs/deep/file', 'theirs', theirs],
    ['another user’s link above', 'planted/file', 'planted', () => (ours(), plant('ours', 'planted'))],
    ['another user’s link itself', 'planted', 'planted', () => plant('nowhere', 'planted')],
    [
      'a link of one’s own into another user’s folder',
      'link/file',
      'theirs',
      () => (theirs(), symlinkSync(at('theirs', 'deep'), at('link'))),
    ],
    [
      'a folder that everybody may exchange',
      'ours/deep/file',
      'ours/deep',
      () => (ours(), chmodSync(at('ours'), 0o777)),
    ],
    ['a link to itself', 'loop/file', 'loop', () => symlinkSync('loop', at('loop'))],
  ]
  test.each(closed)('does not lead through %s', (_, file, named, make) => {
    if (!asRoot) return // only root makes what is another user’s
    make()
    expect(foreignOnTheWay(at(file))).toBe(at(named))
  })

  test('leads through the folder of who became root by sudo, and chose it', () => {
    if (!asRoot) return
    theirs()
    process.env['SUDO_UID'] = String(SOMEBODY)
    expect(foreignOnTheWay(at('theirs', 'file'))).toBeNull()
  })
})
