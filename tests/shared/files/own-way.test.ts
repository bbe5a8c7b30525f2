// Root's words and rights go through no folder and no link that another user owns or may exchange (issue 10.5).
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  lchownSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openThrough, ownPlace } from '#shared/files/own-way.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const asRoot = process.getuid?.() === 0
const SOMEBODY = 12_345
const { O_WRONLY } = constants
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

/** What is in the way; null: nothing. */
function foreignOnTheWay(file: string): string | null {
  try {
    ownPlace(file)
    return null
  } catch (error) {
    const { code, path: foreign = '' } = error as NodeJS.ErrnoException
    if (code !== 'EACCES') throw error
    return foreign
  }
}

describe('the way to a file', onPosix('Windows has no owners by number'), () => {
  const open: readonly [string, string, () => void][] = [
    ['a folder of one’s own', 'ours/deep/file', ours],
    ['what is not there yet', 'missing', () => undefined],
    ['a link of one’s own', 'link/file', () => (ours(), symlinkSync('ours/../ours/deep', at('link')))],
    ['a file that is there', 'file', () => writeFileSync(at('file'), '')],
  ]
  test.each(open)('leads through %s', (_, file, make) => {
    make()
    expect(foreignOnTheWay(at(file))).toBeNull()
  })

  test('ends where the kernel ends, at a place without links', () => {
    ours()
    mkdirSync(at('work'))
    symlinkSync('../ours/deep', at('work', 'link'))
    symlinkSync('file', at('ours', 'latest'))
    const real = realpathSync(folder)
    for (const way of ['work/link/../file', 'work/link/../latest', 'ours/./file'])
      expect(ownPlace(`${folder}/${way}`)).toMatchObject({
        path: path.join(real, 'ours', 'file'),
        found: null,
      })
  })

  test('ends at no folder that somebody could put there meanwhile', () => {
    writeFileSync(at('file'), '')
    expect(() => ownPlace(at('missing', 'file'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    expect(() => ownPlace(at('file', 'file'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }))
  })

  test('what is exchanged with a link afterwards is not followed', () => {
    writeFileSync(at('victim'), 'kept')
    writeFileSync(at('bait'), '')
    const place = ownPlace(at('bait'))
    symlinkSync('victim', at('link'))
    renameSync(at('link'), at('bait'))
    expect(() => closeSync(openSync(place.path, O_WRONLY | place.noFollow))).toThrow('ELOOP')
    expect(() => closeSync(openThrough(place))).toThrow('ELOOP')
    expect(() => closeSync(openThrough({ ...place, path: at('victim') }))).toThrow(
      expect.objectContaining({ code: 'EACCES' }),
    )
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
    [
      'another user’s link that “..” follows',
      'work/planted/../file',
      'work/planted',
      () => (ours(), mkdirSync(at('work')), plant(at('ours', 'deep'), 'work/planted')),
    ],
    ['a link to itself', 'loop/file', 'loop', () => symlinkSync('loop', at('loop'))],
  ]
  test.each(closed)('does not lead through %s', (_, file, named, make) => {
    if (!asRoot) return // only root makes what is another user’s
    make()
    expect(foreignOnTheWay(`${folder}/${file}`)).toBe(at(named))
  })

  test('leads through the folder of who became root by sudo, and chose it', () => {
    if (!asRoot) return
    theirs()
    process.env['SUDO_UID'] = String(SOMEBODY)
    expect(foreignOnTheWay(at('theirs', 'file'))).toBeNull()
  })
})
