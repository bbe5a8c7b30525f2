// What a person chose is never in the way: nobody waits for what lies in the place of the file.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { memoryStore, preferenceStore } from '#main/adapters/preferences.ts'
import { DEFAULT_PREFERENCES } from '#shared/contract/default-preferences.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test(
  'a pipe is not opened: defaults count, and no choice is kept',
  onPosix('Windows has no such pipes'),
  async () => {
    const folder = cleanup.folder()
    const open = vi.fn(memoryStore)
    const store = preferenceStore(open, folder)
    expect(await store.write({ theme: 'dark' })).toMatchObject({ ok: true })
    execFileSync('mkfifo', [path.join(folder, 'config.json')])
    expect(await store.read()).toEqual(DEFAULT_PREFERENCES)
    expect(await store.write({ theme: 'light' })).toMatchObject({
      error: { code: 'store_not_usable', params: { path: path.join(folder, 'config.json') } },
    })
    expect(await preferenceStore(open, folder).read()).toEqual(DEFAULT_PREFERENCES)
    expect(open).toHaveBeenCalledOnce()
  },
)

test.each([
  ['EMFILE', 'store_not_usable', 'too_many_open_files'],
  ['EROFS', 'store_not_usable', 'read_only_disk'],
  ['ENOSPC', 'disk_full', undefined],
  ['EACCES', 'store_not_writable', undefined],
])('a choice that %s kept from being stored says so', async (code, expected, reason) => {
  const folder = cleanup.folder()
  const set = () => {
    throw Object.assign(new Error(code), { code, syscall: 'open' })
  }
  const store = preferenceStore(() => ({ store: {}, set }), folder)
  expect(await store.write({ theme: 'dark' })).toMatchObject({
    error: { code: expected, params: { path: folder, ...(reason && { reason }) } },
  })
})
