// A file of the system lays settings down: what it may say, whose it has to be, and that nothing wrong unlocks anything.
import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { managedFile } from '#main/adapters/managed-settings/managed-file.ts'
import { managedHere } from '#main/adapters/managed-settings/managed-here.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { onPosix, runsWhere } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** Whoever runs the tests stands for root. */
const administrator = new Set([process.getuid?.() ?? 0])

function place(): string {
  const folder = path.join(cleanup.folder(), 'activation-desk')
  mkdirSync(folder, { mode: 0o755 })
  return path.join(folder, 'managed-settings.json')
}

const written = (text: string | Buffer, file = place()): string => {
  writeFileSync(file, text, { mode: 0o644 })
  return file
}
const said = (file: string) => managedFile(file, administrator).read()

test('nothing is laid down where there is no file, and no folder for it', () => {
  expect(said(place())).toEqual({ ok: true, value: {} })
  expect(said(path.join(cleanup.folder(), 'none', 'managed-settings.json'))).toEqual({ ok: true, value: {} })
})

test(
  'a link in the place of its folder unlocks nothing, also while what it leads to is away (issue 16)',
  onPosix('Windows has these in its registry'),
  () => {
    const folder = path.join(cleanup.folder(), 'activation-desk')
    symlinkSync('/nonexistent/policy', folder)
    expect(said(path.join(folder, 'managed-settings.json'))).toMatchObject({
      error: { code: 'managed_settings_not_usable', params: { reason: 'of_others' } },
    })
  },
)

test('each setting is taken by the name and the rules of “settings set”', () => {
  const all = {
    proxy: { mode: 'manual', url: 'proxy.example:3128', noProxy: 'localhost' },
    caFile: '/etc/ssl/corporate.pem',
    offlineOnly: true,
    checkIntervalHours: 6,
  }
  expect(said(written(JSON.stringify(all)))).toEqual({
    ok: true,
    value: { ...all, proxy: { ...all.proxy, url: 'http://proxy.example:3128' } },
  })
  expect(said(written('{"caFile": null}'))).toEqual({ ok: true, value: { caFile: null } })
  expect(said(written('{}'))).toEqual({ ok: true, value: {} })
  // As an editor wants it.
  expect(said(written('{"$schema": "https://vendor.example/x.json", "offlineOnly": true}'))).toEqual({
    ok: true,
    value: { offlineOnly: true },
  })
})

test('the mark that an editor writes before the text is passed over', () => {
  expect(said(written('\uFEFF{"offlineOnly": true}'))).toEqual({ ok: true, value: { offlineOnly: true } })
})

describe('one wrong word makes all of it unusable, since it may be a restriction', () => {
  test.each([
    ['cut off', '{"offlineOnly": tru', 'unreadable', ''],
    ['empty', '', 'unreadable', ''],
    ['a list', '[]', 'unreadable', ''],
    ['a name twice', '{"offlineOnly": true, "offline\\u004fnly": false}', 'unreadable', ''],
    ['larger than 64 KiB', `{${' '.repeat(65_536)}}`, 'unreadable', ''],
    ['bytes that are no UTF-8', Buffer.from('{"caFile": "/\xff"}', 'latin1'), 'not_utf8', ''],
    ['another name', '{"offlineonly": true}', 'unknown_setting', 'offlineonly'],
    ['another name in the proxy', '{"proxy": {"mode": "none", "pac": ""}}', 'unknown_setting', 'proxy.pac'],
    ['a text for a switch', '{"offlineOnly": "yes"}', 'wrong_value', 'offlineOnly'],
    ['no address', '{"proxy": {"mode": "manual", "url": "socks5://a"}}', 'wrong_value', 'proxy.url'],
    [
      'no list of hosts',
      '{"proxy": {"mode": "manual", "url": "a:1", "noProxy": "http://a/b"}}',
      'wrong_value',
      'proxy.noProxy',
    ],
    ['no such interval', '{"checkIntervalHours": 25}', 'wrong_value', 'checkIntervalHours'],
    ['no absolute path', '{"caFile": "corporate.pem"}', 'wrong_value', 'caFile'],
  ])('%s', (_, text, reason, setting) => {
    const file = written(text)
    const read = said(file)
    expect(read).toEqual({
      ok: false,
      error: { code: 'managed_settings_not_usable', params: { path: file, reason, setting } },
    })
    if (read.ok) return
    const { cause } = explain(read.error, en, { vendor: '', support: '' })
    expect(cause).toContain(file)
    if (reason === 'not_utf8') expect(cause).toContain('UTF-8')
    if (setting !== '') expect(cause).toContain(setting)
  })
})

describe(
  'only what an administrator alone may write is believed',
  onPosix('rights are not read on Windows'),
  () => {
    const ways: readonly [string, (file: string) => void, string][] = [
      ['a file that others may write', (file) => chmodSync(file, 0o646), 'of_others'],
      ['a file that its group may write', (file) => chmodSync(file, 0o664), 'of_others'],
      ['a folder that others may write', (file) => chmodSync(path.dirname(file), 0o777), 'of_others'],
    ]
    test.each(ways)('%s', (_, spoil, reason) => {
      const file = written('{"offlineOnly": true}')
      expect(said(file)).toMatchObject({ ok: true })
      spoil(file)
      expect(said(file)).toMatchObject({ ok: false, error: { params: { path: file, reason } } })
    })

    test('a file of somebody else', () => {
      const file = written('{"offlineOnly": true}')
      const others = managedFile(file, new Set([(process.getuid?.() ?? 0) + 1]))
      expect(others.read()).toMatchObject({ ok: false, error: { params: { reason: 'of_others' } } })
    })

    test('a link, and a folder behind one', () => {
      const file = written('{"offlineOnly": true}')
      const link = place()
      symlinkSync(file, link)
      expect(said(link)).toMatchObject({ ok: false, error: { params: { reason: 'not_a_file' } } })
      const folder = path.join(cleanup.folder(), 'linked')
      symlinkSync(path.dirname(file), folder)
      expect(said(path.join(folder, path.basename(file)))).toMatchObject({
        ok: false,
        error: { params: { reason: 'of_others' } },
      })
    })

    test(
      'root’s own is, whoever asks',
      runsWhere(process.getuid?.() === 0, 'only root gives files away'),
      () => {
        const file = written('{"offlineOnly": true}')
        expect(managedFile(file).read()).toEqual({ ok: true, value: { offlineOnly: true } })
        chownSync(file, 65_534, 65_534)
        expect(managedFile(file).read()).toMatchObject({
          ok: false,
          error: { params: { reason: 'of_others' } },
        })
      },
    )
  },
)

test('each system has its own place, and a damaged one stands in the way like this machine does', () => {
  expect(managedHere('linux').path).toBe('/etc/activation-desk/managed-settings.json')
  expect(managedHere('darwin').path).toBe('/Library/Preferences/Activation Desk/managed-settings.json')
  expect(managedHere('win32').path).toBe(String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Activation Desk`)
  expect(ERRORS.managed_settings_not_usable).toMatchObject({ exit: 4, groups: ['way', 'server_away'] })
})
