// Copy, Print, the update of every minute and Pin, and what the toolbar says of itself.
import { tick } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { FakeHost } from '../support/fake-host.ts'
import { press, spoken } from '../support/grid.ts'
import { openPage } from '../support/open-page.ts'
import { asRead, contoso, license, product } from '../support/samples.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const copy = page.getByRole('button', { name: 'Copy', exact: true })

describe('Copy', () => {
  test('takes all that the search found, as a table for a spreadsheet and as HTML', async () => {
    const many = Array.from({ length: 12 }, (_, index) => product(`Product ${index + 1}`, { limit: 1000 }))
    const host = new FakeHost([license('Contoso', many)])
    const screen = await openPage(host)
    await copy.click()
    await expect.element(screen.getByText('Copied: 12 entries').first()).toBeVisible()
    const { text, html } = host.copiedRich[0]!
    const lines = text.trimEnd().split('\n')
    expect(lines).toHaveLength(13)
    expect(lines[0]).toBe(
      'License Owner\tProduct Name\tLicense Type\tLicense Limit\tLicense Usage\tLicense Expiration\tLast Check Date\tLicense Status',
    )
    expect(lines[1]?.split('\t').slice(0, 5)).toEqual(['Contoso', 'Product 1', 'Socket', '1,000', '9'])
    const rows = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('tbody tr')
    expect(rows).toHaveLength(12)
    expect(rows[11]?.children[1]?.textContent).toBe('Product 12')
  })

  test('gives a spreadsheet no formula and no second cell, and HTML no markup', async () => {
    const host = new FakeHost([
      license('=cmd|"/C calc"!A0', [product('a\tb\nc', { limit: null })]),
      license('<img src=x onerror=alert(1)>', [product('@SUM(1)')]),
    ])
    await openPage(host)
    await copy.click()
    await expect.poll(() => host.copiedRich.length).toBe(1)
    const { text, html } = host.copiedRich[0]!
    const lines = text.trimEnd().split('\n').slice(1)
    expect(lines.map((line) => line.split('\t').length)).toEqual([8, 8])
    expect(text).toContain('\'=cmd|"/C calc"!A0\ta b c\tSocket\tNo limit\t')
    expect(text).toContain("<img src=x onerror=alert(1)>\t'@SUM(1)\t")
    expect(html).not.toContain('<img')
  })

  test('says so where the browser does not let the page copy', async () => {
    const host = new FakeHost([contoso])
    host.copyOutcome = 'by_hand'
    const screen = await openPage(host)
    await copy.click()
    await expect.element(screen.getByText(/does not let this page copy/).first()).toBeVisible()
  })
})

describe('Update the list every minute', () => {
  test('reads the list again every minute and when one comes back, says so, and is remembered', async () => {
    const host = new FakeHost([contoso])
    const screen = await openPage(host)
    await expect.element(screen.getByRole('grid')).toBeVisible()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const autoRefresh = screen.getByRole('switch', { name: 'Update the list every minute' })
    await autoRefresh.click()
    await expect.element(autoRefresh).toBeChecked()
    await expect.poll(spoken).toMatch(/read again from this machine every minute/)
    expect(host.callsOf('preferences.set')).toEqual([{ autoRefresh: true }])
    const asked = host.callsOf('licenses.list').length
    vi.advanceTimersByTime(60_000)
    expect(host.callsOf('licenses.list')).toHaveLength(asked + 1)
    window.dispatchEvent(new Event('focus'))
    expect(host.callsOf('licenses.list')).toHaveLength(asked + 2)
    await expect.element(screen.getByText(/As of \S+\s\d+,\s\d{4},/)).toBeVisible()
    await autoRefresh.click()
    await expect.element(autoRefresh).not.toBeChecked()
    vi.advanceTimersByTime(120_000)
    expect(host.callsOf('licenses.list')).toHaveLength(asked + 2)
  })
})

describe('Pin', () => {
  const many = Array.from({ length: 60 }, (_, index) => product(`Product ${index + 1}`))
  const last = page.getByRole('gridcell', { name: 'Product 60' })
  const refresh = page.getByRole('button', { name: 'Refresh' })

  test('keeps toolbar and column names in view while the table scrolls; without it the page scrolls', async () => {
    const host = new FakeHost([license('Contoso', many)])
    host.preferences = { ...host.preferences, pageSize: 100 }
    const screen = await openPage(host)
    await expect.element(last).toBeInTheDocument()
    last.element().scrollIntoView()
    await expect.element(last).toBeInViewport()
    await expect.element(refresh).toBeInViewport()
    await expect.element(screen.getByRole('columnheader', { name: 'Product Name' })).toBeInViewport()
    await screen.getByRole('switch', { name: 'Pin' }).click()
    expect(host.callsOf('preferences.set')).toEqual([{ pinned: false }])
    await expect
      .poll(() => {
        last.element().scrollIntoView()
        return refresh.element().getBoundingClientRect().bottom
      })
      .toBeLessThan(0)
  })
})

describe('the toolbar', () => {
  test('has a name, a key and a tooltip for every tool', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await expect.element(screen.getByRole('grid')).toBeVisible()
    const tools = document.querySelectorAll('[role=group][aria-label="Licensing tools"] > button')
    expect([...tools].map((tool) => [tool.ariaLabel, tool.getAttribute('aria-keyshortcuts')])).toEqual([
      ['Refresh', 'R'],
      ['Copy', 'C'],
      ['Print', 'P'],
      ['Export', 'E'],
      ['Add', 'A'],
      ['Update the list every minute', 'U'],
      ['Pin', 'I'],
    ])
    await screen.getByRole('button', { name: 'Print' }).hover()
    await expect.element(screen.getByRole('tooltip', { name: /Print/ })).toBeVisible()
  })

  test('opens no tooltip under a pointer that has not moved since a window closed above it (issue 13.12)', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    const add = screen.getByRole('button', { name: 'Add' })
    await add.click()
    await expect.element(screen.getByRole('dialog')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const entered = () =>
      add.element().dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'mouse' }))
    entered()
    vi.advanceTimersByTime(1000)
    await tick()
    expect(page.getByRole('tooltip').query()).toBeNull()
    add.element().dispatchEvent(new PointerEvent('pointermove', { bubbles: true }))
    vi.advanceTimersByTime(1000)
    vi.useRealTimers()
    await expect.element(page.getByRole('tooltip', { name: /Add/ })).toBeVisible()
  })

  test('leaves no tooltip open when a window gives the focus back', async () => {
    const screen = await openPage(new FakeHost([contoso]))
    await expect.element(screen.getByRole('grid')).toBeVisible()
    await press('a')
    await expect.element(screen.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
    await press('{Escape}')
    await expect.element(screen.getByRole('button', { name: 'Add' })).toHaveFocus()
    await expect.element(page.getByRole('tooltip')).not.toBeInTheDocument()
    await userEvent.tab()
    await expect.element(page.getByRole('tooltip', { name: /Update the list every minute/ })).toBeVisible()
  })

  test('shows that a check is under way', async () => {
    const host = new FakeHost([contoso]).answer('licenses.refresh', () => new Promise(() => undefined))
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Refresh' }).click()
    await expect.element(screen.getByRole('progressbar')).toBeInTheDocument()
    await expect.element(screen.getByRole('grid')).toHaveAttribute('aria-busy', 'true')
  })
})

describe('Export', () => {
  test('takes only what the table shows when asked, in its order, and whole codes only when asked', async () => {
    const file = { fileName: 'a.csv', mediaType: 'text/csv', encoding: 'utf8', content: '' } as const
    const host = new FakeHost([contoso]).answer('export.create', () => ({ ok: true, value: file }))
    const screen = await openPage(host)
    await screen.getByLabelText('Search:').fill('storage')
    await screen.getByRole('button', { name: 'Export' }).click()
    await screen.getByRole('checkbox', { name: 'Only what the table shows' }).click()
    await screen.getByRole('checkbox', { name: 'With whole License Codes' }).click()
    await expect.element(screen.getByText(/The file then holds secrets/)).toBeVisible()
    await screen.getByRole('button', { name: 'Excel (XLSX)' }).click()
    await expect
      .poll(() => host.callsOf('export.create'))
      .toEqual([
        {
          format: 'xlsx',
          ...asRead,
          withCodes: true,
          rows: ['id-Contoso B.V./storage'],
          columns: ['owner', 'product', 'type', 'limit', 'usage', 'expires', 'lastCheck', 'status'],
        },
      ])
  })
})
