// What an offline bundle may be, and all that it may not (docs/formats/offline-bundle.md, issue 16).
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Header } from 'tar/header'
import { headerOf, padding } from '#main/adapters/offline-bundle/archive.ts'
import { verifyBundle } from '#main/adapters/offline-bundle/verify-bundle.ts'
import type { Part } from '../../../../scripts/packaging/write-bundle.ts'
import { BUNDLED, facts, makeBundle, newUpdateKey } from '#tests/support/offline-bundles.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())

const key = newUpdateKey()
const vendor = { ...loadProfile(), updateKey: key.updateKey }
const { name, platform } = facts()
const here = { name, platform, version: '1.10.0' }

function look(bundle: Buffer, installed = here, profile = vendor) {
  const folder = cleanup.folder()
  const file = path.join(folder, 'bundle.tar')
  writeFileSync(file, bundle)
  const result = verifyBundle(file, profile, installed)
  expect(readdirSync(folder)).toEqual(['bundle.tar'])
  return result
}
const refused = (code: string, params: object = {}) => ({ ok: false, error: { code, params } })
const bent = (bend: (parts: readonly Part[]) => readonly Part[]) => look(makeBundle(key.privateKey, {}, bend))

test('a whole bundle of the vendor is good, and says what is in it', () => {
  const result = look(makeBundle(key.privateKey))
  expect(result).toMatchObject({ ok: true, value: { version: '9.0.0', platform } })
  const names = result.ok ? result.value.files.map((file) => file.name) : []
  expect(names).toEqual([...BUNDLED.map((file) => file.name), 'SHA256SUMS'])
})

test('the system’s tar reads what was looked at, and the sums in it hold', () => {
  const folder = cleanup.folder()
  const file = path.join(folder, 'bundle.tar')
  writeFileSync(file, makeBundle(key.privateKey))
  execFileSync('tar', ['-xf', file], { cwd: folder })
  const said = execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })
  expect(said.match(/: OK$/gm)).toHaveLength(BUNDLED.length)
})

describe('is refused', () => {
  const elsewhere = { what: 'platform', stated: 'plan9-mips', here: platform }
  test.each([
    ['plan9-mips', { platform: 'plan9-mips' }, refused('bundle_for_other', elsewhere)],
    [
      'another product',
      { name: 'contoso-desk' },
      refused('bundle_for_other', { what: 'product', stated: 'contoso-desk', here: name }),
    ],
    [
      'another vendor by name',
      { vendor: 'contoso' },
      refused('bundle_for_other', { what: 'vendor', stated: 'contoso', here: vendor.id }),
    ],
    ['a build for tests', { testBuild: true }, refused('bundle_of_test_build')],
    [
      'the same version',
      { version: '1.10.0' },
      refused('bundle_not_newer', { version: '1.10.0', here: '1.10.0' }),
    ],
    [
      'an older version, by number and not by letter',
      { version: '1.9.0' },
      refused('bundle_not_newer', { version: '1.9.0', here: '1.10.0' }),
    ],
  ])('%s', (_, given, expected) => {
    expect(look(makeBundle(key.privateKey, given))).toEqual(expected)
  })

  test('what another key signed, where this build has one', () => {
    expect(look(makeBundle(newUpdateKey().privateKey))).toEqual(
      refused('bundle_signature_invalid', { vendor: vendor.name }),
    )
  })

  test('every bundle, where this build has no key', () => {
    const { updateKey: _, ...without } = vendor
    const result = verifyBundle('/no/such/file', without, here)
    expect(result).toEqual(refused('bundle_key_missing', { vendor: vendor.name }))
  })

  test('a list with one bit changed', () => {
    const result = bent(([list, ...rest]) => [
      {
        name: list?.name ?? '',
        content: Buffer.from(list?.content.toString().replace('9.0.0', '9.0.1') ?? ''),
      },
      ...rest,
    ])
    expect(result).toEqual(refused('bundle_signature_invalid', { vendor: vendor.name }))
  })

  const extra = (extraName: string): Part => ({ name: extraName, content: Buffer.from('x') })
  const deb = BUNDLED[0]?.name ?? ''
  test.each<[string, (parts: readonly Part[]) => readonly Part[], object]>([
    ['a file more', (parts) => [...parts, extra('setup.exe')], { name: 'setup.exe', damage: 'added' }],
    [
      'a path that climbs out',
      (parts) => [...parts, extra('../../etc/cron.d/x')],
      { name: '../../etc/cron.d/x', damage: 'added' },
    ],
    [
      'an absolute path',
      (parts) => [...parts, extra('/etc/passwd')],
      { name: '/etc/passwd', damage: 'added' },
    ],
    [
      'a file twice',
      (parts) => [...parts, ...parts.filter((part) => part.name === deb)],
      { name: deb, damage: 'twice' },
    ],
    ['the list twice', (parts) => [...parts, ...parts.slice(0, 1)], { name: 'bundle.json', damage: 'twice' }],
    ['a file less', (parts) => parts.filter((part) => part.name !== deb), { name: deb, damage: 'missing' }],
    [
      'a changed file of the same size',
      (parts) =>
        parts.map((part) => (part.name === deb ? { ...part, content: Buffer.from('A package') } : part)),
      { name: deb, damage: 'changed' },
    ],
    [
      'a file that is longer',
      (parts) => parts.map((part) => (part.name === deb ? { ...part, content: Buffer.alloc(9999) } : part)),
      { name: deb, damage: 'changed' },
    ],
  ])('%s', (_, bend, params) => {
    expect(bent(bend)).toEqual(refused('bundle_file_wrong', params))
  })

  test('a link in the place of a file', () => {
    const whole = makeBundle(key.privateKey, {}, (parts) => parts.filter((part) => part.name !== deb))
    const link = new Header({
      path: deb,
      type: 'SymbolicLink',
      linkpath: '/etc/shadow',
      size: 0,
      mode: 0o644,
    })
    link.encode()
    const result = look(
      Buffer.concat([whole.subarray(0, -1024), link.block ?? Buffer.alloc(0), Buffer.alloc(1024)]),
    )
    expect(result).toEqual(refused('bundle_file_wrong', { name: deb, damage: 'no_file' }))
  })

  const whole = makeBundle(key.privateKey)
  const tooMany = (parts: readonly Part[]) => [
    ...parts,
    ...Array.from({ length: 40 }, (_, at) => extra(`${at}`)),
  ]
  const huge = Buffer.concat([headerOf({ name: 'bundle.json', size: 2 ** 32 }), Buffer.alloc(2048)])
  const otherHeader = Buffer.from(whole)
  otherHeader.write('evil', 345, 'latin1')
  test.each([
    ['nothing', Buffer.alloc(0), 'not_a_bundle'],
    ['a text', Buffer.from('hello\n'.repeat(200)), 'not_a_bundle'],
    ['zeros', Buffer.alloc(4096), 'not_a_bundle'],
    ['a zip', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(2000)]), 'not_a_bundle'],
    ['one without a list', makeBundle(key.privateKey, {}, (parts) => parts.slice(2)), 'not_a_bundle'],
    ['a header that another tar reads otherwise', otherHeader, 'not_a_bundle'],
    ['one that was cut off in a file', whole.subarray(0, 5000), 'cut_off'],
    ['one that was cut off at its end', whole.subarray(0, -512), 'cut_off'],
    ['a size beyond the file', huge, 'cut_off'],
    [
      'a list that is too large',
      Buffer.concat([
        headerOf({ name: 'bundle.json', size: 70_000 }),
        Buffer.alloc(70_000),
        padding(70_000),
        Buffer.alloc(1024),
      ]),
      'not_a_bundle',
    ],
    ['bytes behind its end', Buffer.concat([whole, Buffer.from('more')]), 'more_behind_its_end'],
    ['another archive behind it', Buffer.concat([whole, whole]), 'more_behind_its_end'],
    ['too many files', makeBundle(key.privateKey, {}, tooMany), 'too_many_files'],
  ])('%s', (_, bundle, reason) => {
    expect(look(bundle)).toEqual(refused('bundle_not_readable', { reason }))
  })

  test('a file of a terabyte, at once', () => {
    const file = path.join(cleanup.folder(), 'sparse.tar')
    writeFileSync(file, whole)
    truncateSync(file, 2 ** 40)
    expect(verifyBundle(file, vendor, here)).toEqual(
      refused('bundle_not_readable', { reason: 'more_behind_its_end' }),
    )
  })

  test('every single bit that is changed, wherever it is', () => {
    for (let at = 0; at < whole.length; at += 13) {
      const copy = Buffer.from(whole)
      copy.writeUInt8((copy[at] ?? 0) ^ 1, at)
      expect([at, look(copy).ok]).toEqual([at, false])
    }
  })

  test('rights that no file in it has', () => {
    const copy = Buffer.from(whole)
    headerOf({ name: 'bundle.json', size: new Header(copy).size ?? 0, mode: 0o4755 }).copy(copy)
    expect(look(copy)).toEqual(refused('bundle_not_readable', { reason: 'not_a_bundle' }))
  })

  test('a folder, and a link to a pipe is not waited for', () => {
    const folder = cleanup.folder()
    mkdirSync(path.join(folder, 'dir.tar'))
    expect(() => verifyBundle(path.join(folder, 'dir.tar'), vendor, here)).toThrow(/folder/)
    execFileSync('mkfifo', [path.join(folder, 'pipe')])
    symlinkSync('pipe', path.join(folder, 'link'))
    expect(() => verifyBundle(path.join(folder, 'link'), vendor, here)).toThrow(/pipe/)
  })
})
