// The toolbar: refresh and export, by button and by key.
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MethodResult } from '#shared/contract/contract.ts'
import { FakeHost, later } from '../support/fake-host.ts'
import { endLooks, SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { asRead, contoso, license } from '../support/samples.ts'

describe('Refresh', () => {
  test('checks with the server once, however often it is pressed, and tells the result', async () => {
    const answer = later<MethodResult<'licenses.refresh'>>()
    const host = new FakeHost([contoso]).answer('licenses.refresh', () => answer.promise)
    const screen = await openPage(host)
    const refresh = screen.getByRole('button', { name: 'Refresh' })
    await refresh.click()
    await userEvent.keyboard('{Enter}r')
    await expect.element(refresh).toHaveAttribute('aria-disabled', 'true')
    const checked = [{ id: contoso.id, owner: contoso.owner, problem: null }]
    answer.arrive({ ok: true, value: { checked, changes: [], returns: [], list: host.list() } })
    await expect.element(screen.getByText('1 license refreshed.').first()).toBeVisible()
    expect(host.callsOf('licenses.refresh')).toHaveLength(1)
  })

  test('names each license that could not be refreshed, in words', async () => {
    const host = new FakeHost([contoso, license('Fabrikam', contoso.products)])
    host.answer('licenses.refresh', () => ({
      ok: true,
      value: {
        checked: [
          { id: 'a', owner: 'Contoso B.V.', problem: null },
          { id: 'b', owner: 'Fabrikam', problem: 'server_unreachable' },
        ],
        changes: [],
        returns: [],
        list: host.list(),
      },
    }))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    await expect.element(screen.getByText(/^1 of 2 licenses could not be refreshed/).first()).toBeVisible()
    await expect
      .element(
        screen
          .getByRole('listitem')
          .filter({ hasText: 'Fabrikam: The activation server cannot be reached.' }),
      )
      .toBeVisible()
  })

  test('says of a wrong clock both times, the difference and what to do (issue 13.14)', async () => {
    const host = new FakeHost([contoso])
    host.answer('licenses.refresh', () => ({
      ok: true,
      value: {
        checked: [{ id: contoso.id, owner: contoso.owner, problem: 'clock_off' }],
        changes: [],
        returns: [],
        clocks: { serverTime: '2027-03-09T18:00:00.000Z', clock: '2027-03-01T12:00:00.000Z' },
        list: host.list(),
      },
    }))
    onTestFinished(endLooks)
    await takeLook(SMALLEST)
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    const told = screen.getByRole('listitem').filter({ hasText: 'differ by 8 days.' })
    await expect.element(told).toBeVisible()
    expect(told.element().textContent).toMatch(/Mar\s9,\s2027, .*; .*Mar\s1,\s2027, /)
    // What to do stands above the fold, in the smallest window too.
    const text = told.element().querySelector('.text')
    const words = text?.firstChild
    const from = words?.textContent?.search(/Set\sthe\sclock\sof\sthis\smachine/) ?? -1
    const range = document.createRange()
    range.setStart(words ?? document.body, from)
    range.setEnd(words ?? document.body, from + 'Set the clock of this machine'.length)
    expect(range.getBoundingClientRect().bottom).toBeLessThanOrEqual(
      text?.getBoundingClientRect().bottom ?? 0,
    )
  })

  test('names what stood in the way once, and the first of many licenses', async () => {
    const host = new FakeHost([contoso])
    const checked = Array.from({ length: 12 }, (_, index) => ({
      id: `id-${index}`,
      owner: index === 0 ? '' : `Owner ${index}`,
      problem: 'server_unreachable',
    }))
    host.answer('licenses.refresh', () => ({
      ok: true,
      value: { checked, changes: [], returns: [], list: host.list() },
    }))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    const line = screen.getByRole('listitem').filter({ hasText: 'cannot be reached' })
    await expect.element(line).toBeVisible()
    expect(line.elements().map((item) => item.textContent)).toEqual([
      'The activation server cannot be reached. Check the network of this machine. id-0, Owner 1, Owner 2, Owner 3, Owner 4, and 7 more.',
    ])
  })

  test('says which license is asked about, marks its row, and can be cancelled', async () => {
    const fabrikam = license('Fabrikam', contoso.products)
    const host = new FakeHost([contoso, fabrikam])
    host.answer('licenses.refresh', () => new Promise(() => undefined))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    host.emit('licenses.refreshing', { done: 1, total: 2, license: fabrikam.id })
    await expect
      .element(
        screen.getByText('Refreshing license 2 of 2: Fabrikam (Virtualization, Server / VM, and 5 more)'),
      )
      .toBeVisible()
    const bar = screen.getByRole('progressbar')
    await expect.element(bar).toHaveAttribute('aria-valuenow', '1')
    const signed = () =>
      screen
        .getByRole('row')
        .elements()
        .filter((row) => row.querySelector('[aria-label="Refreshing …"]'))
        .map((row) => row.textContent.includes('Fabrikam'))
    expect(new Set(signed())).toEqual(new Set([true]))
    const lists = host.callsOf('licenses.list').length
    await screen.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(screen.getByText(/^The refresh was cancelled/).first()).toBeVisible()
    await expect.element(bar).not.toBeInTheDocument()
    await expect.element(screen.getByRole('button', { name: 'Refresh' })).not.toHaveAttribute('aria-disabled')
    await expect.element(screen.getByRole('button', { name: 'Refresh' })).toHaveFocus()
    expect(host.callsOf('licenses.list').length).toBeGreaterThan(lists)
  })

  test('shows how far a check is that the host makes by itself; it is not this page’s to cancel', async () => {
    const host = new FakeHost([contoso])
    const screen = await openPage(host)
    await expect.element(screen.getByRole('grid')).toBeVisible()
    host.emit('licenses.refreshing', { done: 0, total: 1, license: contoso.id })
    await expect
      .element(
        screen.getByText('Refreshing license 1 of 1: Contoso B.V. (Virtualization, Server / VM, and 5 more)'),
      )
      .toBeVisible()
    await expect.element(screen.getByRole('button', { name: 'Cancel' })).not.toBeInTheDocument()
    host.status = 'down'
    await expect.element(screen.getByRole('progressbar')).not.toBeInTheDocument()
    host.status = 'up'
    host.emit('licenses.refreshing', { done: 0, total: 1, license: contoso.id })
    await expect.element(screen.getByRole('progressbar')).toBeInTheDocument()
    host.emit('licenses.refreshing', { done: 1, total: 1, license: null })
    await expect.element(screen.getByRole('progressbar')).not.toBeInTheDocument()
  })

  test('explains why an installation that works offline only is never checked', async () => {
    const host = new FakeHost([contoso])
    host.answer('licenses.refresh', () => ({ ok: false, error: { code: 'offline_only', params: {} } }))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    await expect.element(screen.getByText('Code: offline_only')).toBeVisible()
  })
})

describe('Export', () => {
  test('that takes long can be cancelled, and saves nothing then', async () => {
    const host = new FakeHost([contoso]).answer('export.create', () => new Promise(() => undefined))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Export' }).click()
    await screen.getByRole('button', { name: /PDF/ }).click()
    await expect.element(screen.getByText('Writing the file …').first()).toBeVisible()
    await screen.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(screen.getByText(/^The export was cancelled/).first()).toBeVisible()
    await expect.element(screen.getByRole('progressbar')).not.toBeInTheDocument()
    expect(host.saved).toEqual([])
  })

  test('saves the chosen format and says where', async () => {
    const file = {
      fileName: 'licenses.csv',
      mediaType: 'text/csv',
      encoding: 'utf8',
      content: 'License Owner\n',
    } as const
    const host = new FakeHost([contoso]).answer('export.create', () => ({ ok: true, value: file }))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Export' }).click()
    await screen.getByRole('button', { name: /CSV/ }).click()
    await expect.element(screen.getByText('Saved: /home/operator/licenses.csv').first()).toBeVisible()
    expect(host.callsOf('export.create')).toEqual([{ format: 'csv', withCodes: false, ...asRead }])
    // Without whole codes it is no secret.
    expect(host.saved).toEqual([{ ...file, confidential: false }])
  })

  test('that could not be made says why, and is made again with what was chosen', async () => {
    const host = new FakeHost([contoso]).answer('export.create', () => ({
      ok: false,
      error: { code: 'pdf_not_available', params: {} },
    }))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Export' }).click()
    await screen.getByRole('checkbox', { name: 'With whole License Codes' }).click()
    await screen.getByRole('button', { name: /PDF/ }).click()
    await expect.element(screen.getByText('Code: pdf_not_available')).toBeVisible()
    await expect
      .element(screen.getByRole('status').getByText('A PDF cannot be made here.'))
      .toBeInTheDocument()
    await screen.getByRole('button', { name: 'Try again' }).click()
    const wanted = { format: 'pdf', withCodes: true, ...asRead }
    await expect.poll(() => host.callsOf('export.create')).toEqual([wanted, wanted])
  })
})

describe('the shortcuts', () => {
  test('are listed by the question mark, and work unless one is typing', async () => {
    const host = new FakeHost([contoso])
    const screen = await openPage(host)
    await expect.element(screen.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
    await userEvent.keyboard('/')
    await expect.element(screen.getByLabelText('Search:')).toHaveFocus()
    await userEvent.keyboard('a?')
    await expect.element(screen.getByLabelText('Search:')).toHaveValue('a?')
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument()
    await userEvent.keyboard('{Tab}?')
    await expect.element(screen.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await userEvent.keyboard('{Escape}a')
    await expect.element(screen.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
  })

  test.each([
    ['a', () => page.getByLabelText('License Code', { exact: true })],
    ['/', () => page.getByLabelText('Search:')],
  ])('“%s” pressed twice is no letter of the field that it leads to (issue 13)', async (key, field) => {
    vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const screen = await openPage(new FakeHost([contoso]))
    await expect.element(screen.getByRole('gridcell').first()).toBeVisible()
    await userEvent.keyboard(key)
    await expect.element(field()).toHaveFocus()
    await userEvent.keyboard(key)
    await expect.element(field()).toHaveValue('')
    vi.setSystemTime(Date.now() + 1000)
    await userEvent.keyboard(`${key}${key}`)
    await expect.element(field()).toHaveValue(`${key}${key}`)
  })

  test('are silent when they are turned off', async () => {
    const screen = await openPage(new FakeHost([contoso]), 'settings')
    await screen.getByRole('checkbox', { name: 'Single-key shortcuts' }).click()
    await screen.getByRole('link', { name: 'Licensing' }).click()
    await expect
      .element(screen.getByRole('button', { name: 'Refresh' }))
      .not.toHaveAttribute('aria-keyshortcuts')
    await userEvent.keyboard('a')
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument()
  })
})
