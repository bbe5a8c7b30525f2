// Settings and About, and the way between the pages.
import { describe, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { FakeHost, info } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'

describe('Settings', () => {
  test('puts the stored theme on the document', async () => {
    const host = new FakeHost()
    host.preferences = { ...host.preferences, theme: 'dark' }
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByRole('radio', { name: 'Dark' })).toBeChecked()
    expect(document.documentElement.dataset.theme).toBe('dark')
  })

  test('shows a chosen theme at once and stores it', async () => {
    const host = new FakeHost()
    const screen = await openPage(host, 'settings')
    await screen.getByRole('radio', { name: 'Light' }).click()
    expect(document.documentElement.dataset.theme).toBe('light')
    expect(host.callsOf('preferences.set')).toEqual([{ theme: 'light' }])
    await screen.getByRole('radio', { name: 'System' }).click()
    expect(document.documentElement.dataset.theme).toBeUndefined()
  })

  test('switches notifications off on the desktop, and has no such switch in a browser (issue 16)', async () => {
    const host = new FakeHost().answer('app.info', () => ({ ok: true, value: { ...info, host: 'desktop' } }))
    host.answer('desktop.opened', () => ({ ok: true, value: { opened: null } }))
    const screen = await openPage(host, 'settings')
    const box = screen.getByRole('checkbox', { name: 'Tell me outside of the window' })
    await expect.element(box).toBeChecked()
    await box.click()
    await expect.poll(() => host.callsOf('preferences.set')).toEqual([{ notifications: false }])
  })

  test('says so when a theme could not be stored', async () => {
    const host = new FakeHost()
    host.answer('preferences.set', () => ({
      ok: false,
      error: { code: 'store_not_writable', params: { path: '/p' } },
    }))
    const screen = await openPage(host, 'settings')
    await screen.getByRole('radio', { name: 'Dark' }).click()
    await expect.element(screen.getByText('Code: store_not_writable')).toBeVisible()
  })
})

describe('the frame', () => {
  test('names the page in the title of the document and in the pane', async () => {
    const screen = await openPage(new FakeHost())
    await expect.poll(() => document.title).toBe('Licensing · Activation Desk')
    await screen.getByRole('link', { name: 'About' }).click()
    await expect.poll(() => document.title).toBe('About · Activation Desk')
    await expect.element(screen.getByRole('link', { name: 'About' })).toHaveAttribute('aria-current', 'page')
    await expect.element(screen.getByText(info.dataDir)).toBeVisible()
    await expect.element(screen.getByRole('main')).toHaveFocus()
  })

  test('says on every page that a demo is a demo', async () => {
    const host = new FakeHost().answer('app.info', () => ({ ok: true, value: { ...info, demo: true } }))
    const screen = await openPage(host, 'about')
    await expect.element(screen.getByText(/were made on this machine/)).toBeVisible()
  })

  test('lets the keyboard skip to the content', async () => {
    const screen = await openPage(new FakeHost())
    screen.getByRole('link', { name: 'Skip to content' }).element().focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(screen.getByRole('main')).toHaveFocus()
  })
})
