// Links and files that the system opens with the app: what is taken of them, and what is refused.
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { namedByArguments, readKeyFile, readLink } from '#main/hosts/electron/security/asked-to-open.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

const CODE = 'AAAAA-BBBBB-CCCCC-DDDDD'
const refusedLink = { kind: 'refused', why: 'link', name: '' }

describe('a link (issue 16)', () => {
  test.each([
    `activation-desk://activate?code=${CODE}`,
    `activation-desk://activate/?code=${CODE}`,
    `ACTIVATION-DESK://activate?code=${CODE}`,
    `ACTIVATION-DESK://ACTIVATE?code=${CODE}`,
    `activation-desk://Activate/?code=${CODE}`,
  ])('%s gives its code', (link) => {
    expect(readLink(link)).toEqual({ kind: 'link', code: CODE })
  })

  test.each([
    ['another scheme', `https://activate?code=${CODE}`],
    ['another action', `activation-desk://deactivate?code=${CODE}`],
    ['a way below it', `activation-desk://activate/../restore?code=${CODE}`],
    ['no code', 'activation-desk://activate'],
    ['an empty code', 'activation-desk://activate?code='],
    ['two codes', `activation-desk://activate?code=${CODE}&code=${CODE}`],
    ['more than a code', `activation-desk://activate?code=${CODE}&submit=1`],
    ['another parameter', `activation-desk://activate?vendor=${CODE}`],
    ['a user', `activation-desk://eve@activate?code=${CODE}`],
    ['a port', `activation-desk://activate:1?code=${CODE}`],
    ['a fragment', `activation-desk://activate?code=${CODE}#/settings`],
    ['markup', 'activation-desk://activate?code=<img src=x>'],
    ['a line of its own', 'activation-desk://activate?code=A%0AB'],
    ['a letter that reorders', 'activation-desk://activate?code=A%E2%80%AEB'],
    ['a long code', `activation-desk://activate?code=${'A'.repeat(201)}`],
    ['a long link', `activation-desk://activate?code=A&x=${'A'.repeat(1000)}`],
    ['half an escape', 'activation-desk://activate?code=%'],
    ['a line break as it stands', 'activation-desk://activate?code=A\n--no-sandbox'],
    ['a tab as it stands', 'activation-desk://activate?code=A\tB'],
    ['blanks before it', ` activation-desk://activate?code=${CODE}`],
    ['blanks after it', `activation-desk://activate?code=${CODE}\n`],
    ['no address', 'activation-desk:'],
  ])('with %s is refused', (_, link) => {
    expect(readLink(link)).toEqual(refusedLink)
  })
})

describe('a file (issue 16)', () => {
  const folder = cleanup.folder()
  const at = (name: string) => path.join(folder, name)

  test('is given as it is, by its name alone', () => {
    writeFileSync(at('key.lic'), 'a key')
    const base64 = Buffer.from('a key').toString('base64')
    expect(readKeyFile(at('key.lic'))).toEqual({ kind: 'file', name: 'key.lic', base64 })
  })

  test('that is too large, not there, or a folder is refused', () => {
    writeFileSync(at('large.lic'), 'x'.repeat(300_000))
    mkdirSync(at('folder.lic'))
    expect(['large.lic', 'nowhere.lic', 'folder.lic'].map((name) => readKeyFile(at(name)))).toEqual([
      { kind: 'refused', why: 'file_too_large', name: 'large.lic' },
      { kind: 'refused', why: 'file_not_readable', name: 'nowhere.lic' },
      { kind: 'refused', why: 'file_not_readable', name: 'folder.lic' },
    ])
  })

  test('without an end, or larger than its size says, is refused', onPosix('Windows has no /proc'), () => {
    for (const [name, target] of [
      ['zero.lic', '/dev/zero'],
      ['proc.lic', '/proc/kallsyms'],
      ['memory.lic', '/proc/self/pagemap'],
    ] as const) {
      symlinkSync(target, at(name))
      expect(readKeyFile(at(name))).toMatchObject({ kind: 'refused', name })
    }
  })

  test('may be named by its address, as a desktop entry lets a launcher do', () => {
    writeFileSync(at('a key.lic'), 'a key')
    const named = (address: string) => namedByArguments([address], '/')[0]
    expect(named(pathToFileURL(at('a key.lic')).href)).toMatchObject({ kind: 'file', name: 'a key.lic' })
    for (const wrong of ['file://elsewhere.example/key.lic', 'file:///nowhere%2Fkey.lic', 'file:%.lic'])
      expect(named(wrong)).toMatchObject({ kind: 'refused', why: 'file_not_readable' })
  })

  test('that is a pipe makes nobody wait', onPosix('Windows has no pipes in its folders'), () => {
    execFileSync('mkfifo', [at('pipe.lic')])
    expect(readKeyFile(at('pipe.lic'))).toMatchObject({ why: 'file_not_readable' })
  })

  test('is named by the last argument that names one, from where the app was started', () => {
    const args = [
      '.',
      '--vendor',
      'vendor.json',
      'other.lic',
      'KEY.LIC',
      'https://evil.example/',
      '--x=y.lic',
    ]
    writeFileSync(at('KEY.LIC'), 'a key')
    expect(namedByArguments(args, folder).at(-1)).toMatchObject({ kind: 'file', name: 'KEY.LIC' })
    expect(namedByArguments(['.', '--vendor', 'vendor.json'], folder)).toEqual([])
    expect(namedByArguments([`activation-desk://activate?code=${CODE}`], folder)[0]).toMatchObject({
      code: CODE,
    })
  })
})
