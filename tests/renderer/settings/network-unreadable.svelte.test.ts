// Network settings whose file cannot be read: what is said, and what can be done.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { storing } from './storing.ts'

const save = page.getByRole('button', { name: 'Save', exact: true })
const caFile = page.getByLabelText('Certificate file')

describe('the network settings that cannot be read', () => {
  const unreadable = (reason = 'unreadable'): FakeHost => {
    const host = storing(new FakeHost())
    const { path } = host.settings
    return host.answer('settings.get', () => ({
      ok: false,
      error: { code: 'settings_not_readable', params: { path, reason } },
    }))
  }

  test('are told once: what the machine’s own lines say of them stands below (issue 13)', async () => {
    const { path } = new FakeHost().settings
    const problem = {
      code: 'managed_settings_not_usable',
      params: { path, reason: 'unreadable', setting: '' },
    } as const
    const lines = [{ step: 'settings', state: 'failed', detail: '', note: null, problem }] as const
    const host = new FakeHost()
      .answer('settings.get', () => ({ ok: false, error: problem }))
      .answer('machine.examine', () => ({
        ok: true,
        value: { system: 'linux', lines: [...lines], problems: [] },
      }))
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByText('Code: managed_settings_not_usable').first()).toBeVisible()
    await expect.element(screen.getByText('FAILED').first()).toBeInTheDocument()
    expect(screen.getByText(/^Settings: /).elements()).toEqual([])
    expect(
      screen
        .getByText(/step failed/)
        .elements()
        .filter((one) => one.closest('.notice')),
    ).toEqual([])
  })

  test.each([
    ['No, offline only', true],
    ['Yes', false],
  ] as const)('are set anew as a whole, once it is decided: %s', async (decision, offlineOnly) => {
    const host = unreadable()
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByText('Code: settings_not_readable')).toBeVisible()
    await expect.element(caFile).not.toBeInTheDocument()
    await expect.element(screen.getByRole('radio', { name: 'As the system says' })).not.toBeInTheDocument()
    await screen.getByRole('radio', { name: decision }).click()
    await save.click()
    await expect
      .poll(() => host.callsOf('settings.set'))
      .toEqual([{ proxy: { mode: 'system' }, caFile: null, offlineOnly }])
    await expect.element(screen.getByText('Code: settings_not_readable')).not.toBeInTheDocument()
  })

  test.each([
    ['unreadable', /^Decide below and save, which replaces the file/],
    ['gone', /^Decide below and save, which makes a file in its place/],
    ['not_a_file', /^Decide below and save, which makes a file in its place/],
    ['folder_in_the_way', /^Move the folder away, then decide below and save/],
  ])('say what ends that here: %s (issue 12.3)', async (reason, todo) => {
    const screen = await openPage(unreadable(reason), 'settings')
    await expect.element(screen.getByText(todo)).toBeVisible()
    await expect.element(save).toBeVisible()
  })

  test.each([
    ['no_permission', /Start Activation Desk as an administrator/],
    ['read_failed', /See that the disk or network share is there and well/],
    ['too_many_open_files', /raise the limit of open files/],
  ])('and may be whole are not to be replaced from here: %s (issue 12.3)', async (reason, todo) => {
    const screen = await openPage(unreadable(reason), 'settings')
    await expect.element(screen.getByText(todo)).toBeVisible()
    await expect.element(save).not.toBeInTheDocument()
    await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  test('are never decided by Save alone', async () => {
    const host = unreadable()
    const screen = await openPage(host, 'settings')
    await save.click()
    await expect.element(screen.getByText(/Decide this first/)).toBeVisible()
    await expect.element(screen.getByRole('radio', { name: 'No, offline only' })).toHaveFocus()
    await expect.element(screen.getByRole('radio', { name: 'No, offline only' })).not.toBeChecked()
    expect(host.callsOf('settings.set')).toEqual([])
  })

  test('are read again by Try again, and shown as they are', async () => {
    const host = unreadable()
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByText(/^Decide below and save/)).toBeVisible()
    host.answer('settings.get', () => ({ ok: true, value: { ...host.settings, caFile: '/ca.pem' } }))
    await screen.getByRole('button', { name: 'Try again' }).click()
    await expect.element(caFile).toHaveValue('/ca.pem')
    await expect.element(screen.getByText('Code: settings_not_readable')).not.toBeInTheDocument()
  })

  test('and were written by a newer version are not replaced from here', async () => {
    const host = new FakeHost()
    const { path } = host.settings
    host.answer('settings.get', () => ({ ok: false, error: { code: 'settings_newer', params: { path } } }))
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByText('Code: settings_newer')).toBeVisible()
    await expect.element(save).not.toBeInTheDocument()
    await expect.element(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })
})
