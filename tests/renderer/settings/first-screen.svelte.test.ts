// What a person sees of Settings before scrolling: what is in force, what is wrong, and what is not saved (issue 13).
import { beforeAll, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { openState } from '../gallery/open-state.ts'
import { stateOf } from '../gallery/states.ts'
import { intercepted } from '../support/connection-reports.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { expectInView, hiddenPart } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'

beforeAll(() => takeLook(SMALLEST))

const run = page.getByRole('button', { name: 'Test connection' })

function offline(): FakeHost {
  const host = new FakeHost().answer('app.info', () => ({ ok: true, value: { ...info, offlineOnly: true } }))
  host.settings = { ...host.settings, offlineOnly: true }
  return host
}

describe('the first screen of Settings', () => {
  test('says of an installation that is offline only that nothing is sent', async () => {
    await openPage(offline(), 'settings')
    await expectInView(page.getByText('offline only: nothing is sent'))
  })

  test('offers the test of a connection as the next step only where one may be opened', async () => {
    const online = await openPage(new FakeHost(), 'settings')
    await expect.element(run).toHaveClass(/primary/)
    await online.unmount()
    await openPage(offline(), 'settings')
    await expect.element(page.getByText(/the test opens no connection/)).toBeInTheDocument()
    await expect.element(run).not.toHaveClass(/primary/)
  })

  test('has the test of a connection in view, and the verdict too when it has come', async () => {
    const host = new FakeHost().answer('connection.test', () => ({ ok: true, value: intercepted }))
    await openPage(host, 'settings')
    const link = page.getByRole('link', { name: 'Test connection' })
    await expectInView(link)
    await link.click()
    const failed = page.getByText(/^1 step failed: /).first()
    await expectInView(failed)
    // What is below the verdict is its reason, and not the window's edge.
    await expectInView(page.getByRole('list', { name: words.messages.doctor.connection }).getByText('FAILED'))
    await link.click()
    await expect.poll(() => host.callsOf('connection.test').length).toBe(2)
  })

  test('tells what is wrong with the machine and what is damaged apart, each below its own heading', async () => {
    await openState(stateOf('a container that shares its id'))
    const noticeOf = (text: string | RegExp) => page.getByText(text).first().element().closest('.notice')
    await expectInView(page.getByText('A license on this machine is damaged'))
    const damaged = noticeOf('A license on this machine is damaged')
    const container = noticeOf(/^Container: /)
    expect(damaged?.classList.contains('bad')).toBe(true)
    expect(damaged?.textContent).not.toContain('Container')
    expect(container?.textContent).toContain('One step has a note')
    expect(container?.classList.contains('warn')).toBe(true)
  })

  test('begins with the network, and says what is in force', async () => {
    await openPage(new FakeHost(), 'settings')
    await expectInView(page.getByText('directly, without a proxy'))
    await expectInView(page.getByRole('radio', { name: 'This one' }))
    const titles = page.getByRole('heading').elements()
    expect(titles.map(({ textContent }) => textContent)).toEqual([
      'Settings',
      'Network',
      'Test connection',
      'About this machine',
      'Appearance',
      'Keyboard',
    ])
  })

  test('says what is not saved, with Save and Discard, and never over what has the focus', async () => {
    const screen = await openPage(new FakeHost(), 'settings')
    await screen.getByRole('radio', { name: 'This one' }).click()
    await expectInView(page.getByText('Not saved yet.'))
    await expectInView(page.getByRole('button', { name: 'Save', exact: true }))
    await expectInView(page.getByRole('button', { name: 'Discard changes' }))
    // Nothing of the form shows again below.
    const bar = page.getByText('Not saved yet.').element().closest('.unsaved')
    expect(bar?.getBoundingClientRect().bottom).toBe(window.innerHeight)
    for (let tabs = 0; tabs < 8; tabs += 1) {
      await userEvent.keyboard('{Tab}')
      const at = document.activeElement
      expect(at && hiddenPart(at), at?.outerHTML).toBe('')
    }
    await screen.getByRole('button', { name: 'Discard changes' }).click()
    await expect.element(page.getByText('Not saved yet.')).not.toBeInTheDocument()
  })

  test('has what was typed and not saved again after a way to another page', async () => {
    const host = new FakeHost()
    await openPage(host, 'settings')
    await page.getByRole('radio', { name: 'This one' }).click()
    await page.getByLabelText('Address of the proxy').fill('http://proxy.example:3128')
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect.element(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
    // Told there too (issue 13).
    await expectInView(page.getByRole('link', { name: 'Settings Not saved' }))
    await page.getByRole('link', { name: /^Settings/ }).click()
    await expect.element(page.getByLabelText('Address of the proxy')).toHaveValue('http://proxy.example:3128')
    await expectInView(page.getByText('Not saved yet.'))
    await page.getByRole('button', { name: 'Discard changes' }).click()
    // Without a draft, what is stored is read anew.
    host.settings = { ...host.settings, caFile: '/etc/ssl/corporate.pem' }
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect.element(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
    await page.getByRole('link', { name: 'Settings' }).click()
    await expect.element(page.getByLabelText('Certificate file')).toHaveValue('/etc/ssl/corporate.pem')
  })

  test('has the decision and Save where the settings cannot be read', async () => {
    const host = new FakeHost()
    const { path } = host.settings
    host.answer('settings.get', () => ({
      ok: false,
      error: { code: 'settings_not_readable', params: { path, reason: 'unreadable' } },
    }))
    await openPage(host, 'settings')
    await expectInView(page.getByRole('button', { name: 'Try again' }))
    await expectInView(page.getByRole('radio', { name: 'No, offline only' }))
    await expectInView(page.getByRole('button', { name: 'Save', exact: true }))
  })
})
