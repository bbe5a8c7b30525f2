// The network settings: what is stored, what is sent, errors at their fields, and what cannot be changed here.
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { FakeHost, info } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { storing } from './storing.ts'

const save = page.getByRole('button', { name: 'Save', exact: true })
const address = page.getByLabelText('Address of the proxy')
const user = page.getByLabelText('User name')
const password = page.getByLabelText('Password')
const caFile = page.getByLabelText('Certificate file')

const stored = 'http://anna:***@proxy.example:3128'
function manual(host: FakeHost, noProxy = '.corp.example'): FakeHost {
  host.settings = {
    ...host.settings,
    proxy: { mode: 'manual', url: stored, noProxy },
    inForce: { proxy: stored, from: 'settings', refused: null },
  }
  return host
}

describe('the network settings', () => {
  test('say what is in force, what comes from the vendor, and where they are kept', async () => {
    const host = new FakeHost()
    host.settings = {
      ...host.settings,
      inForce: { proxy: 'http://proxy.example:3128', from: 'environment', refused: null },
    }
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByText('http://proxy.example:3128', { exact: true })).toBeVisible()
    await expect.element(screen.getByText(/from the environment variables/)).toBeVisible()
    await expect.element(screen.getByText(/set by VirtualMetric, cannot be changed here/)).toBeVisible()
    await expect.element(screen.getByText('/var/lib/activation-desk/settings.json')).toBeVisible()
    await save.click()
    await expect.element(screen.getByText('Nothing was changed.').first()).toBeVisible()
    expect(host.callsOf('settings.set')).toEqual([])
  })

  test('say why a proxy that is set here is not in force (issue 13)', async () => {
    const host = manual(new FakeHost())
    host.settings = { ...host.settings, inForce: { proxy: null, from: null, refused: null } }
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByText(/the server stands in “Not through the proxy”/)).toBeVisible()
    host.answer('app.info', () => ({ ok: true, value: { ...info, server: 'http://127.0.0.1:8443/v1' } }))
    await screen.getByRole('link', { name: 'Activity' }).click()
    await screen.getByRole('link', { name: 'Settings' }).click()
    await expect.element(screen.getByText(/plain http goes through no proxy/)).toBeVisible()
  })

  test('send a proxy with its name and password as one address, and only what was changed', async () => {
    const host = storing(new FakeHost())
    const screen = await openPage(host, 'settings')
    await screen.getByRole('radio', { name: 'This one' }).click()
    await address.fill('http://proxy.example:3128')
    await user.fill('anna@corp')
    await password.fill('p:ss/w@rd')
    await screen.getByLabelText('Not through the proxy').fill('localhost')
    await save.click()
    await expect
      .poll(() => host.callsOf('settings.set'))
      .toEqual([
        {
          proxy: {
            mode: 'manual',
            url: 'http://anna%40corp:p%3Ass%2Fw%40rd@proxy.example:3128',
            noProxy: 'localhost',
          },
        },
      ])
    const notices = screen.getByRole('complementary', { name: 'Notices' })
    await expect.element(notices.getByText('The settings are saved.')).toBeVisible()
    // It is about this page, and goes with it (issue 13).
    await screen.getByRole('link', { name: 'Activity' }).click()
    await expect.element(notices.getByText('The settings are saved.')).not.toBeInTheDocument()
  })

  test('never show a stored password, and keep it when something else is changed', async () => {
    const host = storing(manual(new FakeHost()))
    const screen = await openPage(host, 'settings')
    await expect.element(address).toHaveValue('http://proxy.example:3128')
    await expect.element(user).toHaveValue('anna')
    await expect.element(password).toHaveValue('')
    await expect.element(screen.getByText(/One is stored/)).toBeVisible()
    await screen.getByLabelText('Not through the proxy').fill('.other.example')
    await save.click()
    await expect
      .poll(() => host.callsOf('settings.set'))
      .toEqual([{ proxy: { mode: 'manual', url: stored, noProxy: '.other.example' } }])
  })

  test('want the password again before the name is sent to another proxy', async () => {
    const host = storing(manual(new FakeHost()))
    const screen = await openPage(host, 'settings')
    await address.fill('http://other.example:3128')
    await save.click()
    await expect.element(screen.getByText(/Type the password again/)).toBeVisible()
    await expect.element(password).toHaveFocus()
    expect(host.callsOf('settings.set')).toEqual([])
    await user.fill('')
    await save.click()
    await expect
      .poll(() => host.callsOf('settings.set'))
      .toMatchObject([{ proxy: { url: 'http://other.example:3128' } }])
  })

  test.each([
    ['proxy_address_invalid', { value: 'nonsense' }, 'Address of the proxy', /is not the address of a proxy/],
    ['no_proxy_invalid', { value: '??' }, 'Not through the proxy', /is not a list of hosts/],
    [
      'ca_file_not_usable',
      { path: '/no.pem', is: null },
      'Certificate file',
      /There is no certificate in \/no\.pem/,
    ],
  ] as const)('%s stands at its field, and what was typed stays', async (code, params, label, words) => {
    const host = manual(new FakeHost())
    const error = { code, params } as never
    host.answer('settings.set', () => ({ ok: false, error }))
    const screen = await openPage(host, 'settings')
    await caFile.fill('/no.pem')
    await save.click()
    await expect.element(screen.getByText(words)).toBeVisible()
    await expect.element(screen.getByLabelText(label)).toHaveFocus()
    await expect.element(screen.getByLabelText(label)).toHaveAttribute('aria-invalid', 'true')
    await expect.element(caFile).toHaveValue('/no.pem')
  })

  test('say so when this person may not write them', async () => {
    const host = new FakeHost()
    host.answer('settings.set', () => ({
      ok: false,
      error: { code: 'store_not_writable', params: { path: '/var/lib/activation-desk' } },
    }))
    const screen = await openPage(host, 'settings')
    await caFile.fill('/ca.pem')
    await userEvent.keyboard('{Enter}')
    await expect.element(screen.getByText('Code: store_not_writable')).toBeVisible()
    await expect.element(caFile).toHaveValue('/ca.pem')
    await screen.getByRole('button', { name: 'Discard changes' }).click()
    await expect.element(caFile).toHaveValue('')
    await expect.element(screen.getByText('Code: store_not_writable')).not.toBeInTheDocument()
  })

  test('name the environment variables only where these count', async () => {
    const screen = await openPage(new FakeHost(), 'settings')
    const hint = screen.getByText(/HTTPS_PROXY and NO_PROXY count first/)
    await expect.element(hint).toBeVisible()
    await screen.getByRole('radio', { name: 'None' }).click()
    await expect.element(hint).not.toBeInTheDocument()
  })

  test('switch to offline only, and say when the vendor did', async () => {
    const host = storing(new FakeHost(), { offlineOnly: true })
    const screen = await openPage(host, 'settings')
    await screen.getByRole('checkbox', { name: 'Offline only' }).click()
    await save.click()
    await expect.poll(() => host.callsOf('settings.set')).toEqual([{ offlineOnly: true }])
  })

  test('that an administrator laid down are shown, said to be, and not changed (issue 16)', async () => {
    const host = manual(new FakeHost())
    const by = '/etc/activation-desk/managed-settings.json'
    const inForce = { proxy: stored, from: 'managed', refused: null } as const
    host.settings = {
      ...host.settings,
      inForce,
      managed: ['proxy', 'caFile', 'offlineOnly'],
      managedBy: by,
    }
    const screen = await openPage(host, 'settings')
    const offline = screen.getByRole('checkbox', { name: 'Offline only' })
    await expect.element(offline).toBeDisabled()
    await expect.element(offline).toHaveAccessibleDescription(/^Set by your administrator\./)
    await expect
      .element(screen.getByRole('radiogroup', { name: 'Proxy' }))
      .toHaveAccessibleDescription('Set by your administrator')
    await expect.element(screen.getByRole('radio', { name: 'This one' })).toBeDisabled()
    await expect.element(caFile).toHaveAttribute('readonly')
    await expect.element(caFile).toHaveAccessibleDescription('Set by your administrator')
    await expect.element(address).toHaveAttribute('readonly')
    for (const field of [address, user, page.getByLabelText('Not through the proxy')])
      await expect.element(field).toHaveAccessibleDescription('Set by your administrator')
    await expect.element(password).not.toBeInTheDocument()
    await expect.element(screen.getByText(by)).toBeVisible()
    await expect.element(screen.getByText('(as your administrator set it)')).toBeVisible()
    await save.click()
    expect(host.callsOf('settings.set')).toEqual([])
  })

  test.each(['light', 'dark'])(
    'that cannot be changed look it, also in the %s theme (issue 16)',
    async (theme) => {
      document.documentElement.dataset['theme'] = theme
      const host = manual(new FakeHost())
      host.settings = { ...host.settings, managed: ['proxy', 'caFile'], managedBy: '/etc/x' }
      const screen = await openPage(host, 'settings')
      const lineOf = (label: string) =>
        getComputedStyle(screen.getByLabelText(label).element()).borderBlockStartColor
      await expect.element(address).toHaveAttribute('readonly')
      expect(lineOf('Address of the proxy')).not.toBe(lineOf('Check interval, in hours'))
      expect(lineOf('Certificate file')).toBe(lineOf('Address of the proxy'))
    },
  )

  test('take a check interval of 1 to 24 whole hours, and say so of another one (issue 16)', async () => {
    const host = storing(new FakeHost(), { checkIntervalHours: 6 })
    const screen = await openPage(host, 'settings')
    const field = screen.getByLabelText('Check interval, in hours')
    await expect.element(field).toHaveValue('24')
    for (const wrong of ['0', '25', '1.5', 'daily', '']) {
      await field.fill(wrong)
      await save.click()
      await expect.element(screen.getByText('Give 1 to 24, in whole hours.')).toBeVisible()
    }
    expect(host.callsOf('settings.set')).toEqual([])
    await field.fill('6')
    await save.click()
    await expect.poll(() => host.callsOf('settings.set')).toEqual([{ checkIntervalHours: 6 }])
    await expect.element(screen.getByText(/\/var\/lib\/activation-desk \(chosen/)).toBeVisible()
  })

  test('that are laid down in part can be changed for the rest', async () => {
    const host = storing(new FakeHost(), { caFile: '/etc/ssl/ca.pem' })
    host.settings = { ...host.settings, offlineOnly: true, managed: ['offlineOnly'], managedBy: '/etc/x' }
    await openPage(host, 'settings')
    await caFile.fill('/etc/ssl/ca.pem')
    await save.click()
    await expect.poll(() => host.callsOf('settings.set')).toEqual([{ caFile: '/etc/ssl/ca.pem' }])
  })

  test('of a build for offline licensing alone cannot be changed to online', async () => {
    const host = new FakeHost().answer('app.info', () => ({
      ok: true,
      value: { ...info, offlineOnly: true },
    }))
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByRole('checkbox', { name: 'Offline only' })).toBeDisabled()
    await expect.element(screen.getByRole('checkbox', { name: 'Offline only' })).toBeChecked()
    await expect
      .element(screen.getByText(/VirtualMetric made this build for offline licensing/))
      .toBeVisible()
  })
})
