// The details of one row: opened and closed, its code, its usage over time, its actions.
import { beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { entry, hostWithLog } from '../support/activity.ts'
import { FakeHost } from '../support/fake-host.ts'
import { focused, press } from '../support/grid.ts'
import { openPage } from '../support/open-page.ts'
import { asRead, license, product } from '../support/samples.ts'

const details = page.getByRole('dialog', { name: 'Server / VM' })
const points = [
  { at: '2026-09-01T00:00:00.000Z', usage: 30, limit: 40 },
  { at: '2026-10-01T00:00:00.000Z', usage: 45, limit: 40 },
  { at: '2026-11-01T00:00:00.000Z', usage: 43, limit: 50 },
]
const serverVm = product('Server / VM', { type: 'Server', limit: 50, totalLimit: 50, usage: 43 })
const sold = license('Contoso B.V.', [product('Virtualization'), serverVm])
let host: FakeHost

beforeEach(() => {
  host = new FakeHost([sold])
  host.answer('usage.history', ({ product: code }) => ({ ok: true, value: { product: code, points } }))
  host.answer('licenses.revealCode', () => ({ ok: true, value: { code: 'AB3DE-FGH4J' } }))
})

async function openDetails() {
  const screen = await openPage(host)
  await screen.getByRole('gridcell', { name: 'Server / VM' }).click()
  await expect.element(details).toBeVisible()
  return screen
}

describe('the details of a row', () => {
  test('open by Enter, take the focus, and give it back to the cell by Escape', async () => {
    const screen = await openPage(host)
    await expect.element(screen.getByRole('gridcell', { name: 'Server / VM' })).toBeVisible()
    screen.getByRole('gridcell', { name: 'Virtualization' }).element().focus()
    await press('{ArrowDown}{Enter}')
    await expect.element(details).toHaveFocus()
    await expect
      .element(screen.getByRole('row', { name: /Server \/ VM/ }))
      .toHaveAttribute('aria-current', 'true')
    await press('{Escape}')
    await expect.element(details).not.toBeInTheDocument()
    await expect.poll(focused).toBe('Server / VM')
  })

  test('have a button to close of full size beside an owner of any length', async () => {
    host.licenses = [license('Contoso '.repeat(40), [serverVm])]
    await openDetails()
    const { width, height } = details
      .getByRole('button', { name: 'Close', exact: true })
      .element()
      .getBoundingClientRect()
    expect([width, height]).toEqual([32, 32])
  })

  test('say what the status means, what to do, and every property', async () => {
    await openDetails()
    await expect.element(details.getByText('All is well; the product may run.')).toBeVisible()
    const names = [...details.element().querySelectorAll('dt')].map((term) => term.textContent)
    for (const name of ['License Owner', 'License ID', 'Activated on', 'Machine', 'Features', 'Notes'])
      expect(names).toContain(name)
  })

  test('keep the License Code masked until it is asked for, and mask it again when they are opened again', async () => {
    await openDetails()
    await expect.element(details.getByText('•••••-7KQ2M')).toBeInTheDocument()
    expect(host.callsOf('licenses.revealCode')).toEqual([])
    await details.getByRole('button', { name: 'Reveal' }).click()
    await expect.element(details.getByText('AB3DE-FGH4J')).toBeInTheDocument()
    expect(host.callsOf('licenses.revealCode')).toEqual([{ id: sold.id }])
    await details.getByRole('button', { name: 'Hide' }).click()
    await expect.element(details.getByText('AB3DE-FGH4J')).not.toBeInTheDocument()
    await details.getByRole('button', { name: 'Reveal' }).click()
    await press('{Escape}')
    await page.getByRole('gridcell', { name: 'Server / VM' }).click()
    await expect.element(details.getByText('•••••-7KQ2M')).toBeInTheDocument()
  })

  test('explain why a License Code cannot be revealed', async () => {
    host.answer('licenses.revealCode', () => ({
      ok: false,
      error: { code: 'store_not_readable', params: { path: '/p' } },
    }))
    await openDetails()
    await details.getByRole('button', { name: 'Reveal' }).click()
    await expect.element(details.getByText('Code: store_not_readable')).toBeInTheDocument()
  })

  test('draw the usage over time against the limit, in words and as a table too', async () => {
    const screen = await openDetails()
    await expect.element(details.getByText('43 of 50 in use')).toBeVisible()
    await expect.element(details.getByRole('img', { name: /between 30 and 45/ })).toBeVisible()
    expect(host.callsOf('usage.history')).toEqual([{ product: 'server-vm' }])
    await details.getByText('Show as a table').click()
    await expect.element(screen.getByRole('cell', { name: '45', exact: true })).toBeVisible()
  })

  test('say so when no usage was recorded, and draw a single record', async () => {
    host.answer('usage.history', ({ product: code }) => ({ ok: true, value: { product: code, points: [] } }))
    await openDetails()
    await expect.element(details.getByText(/no record yet/)).toBeVisible()
    await press('{Escape}')
    host.answer('usage.history', ({ product: code }) => ({
      ok: true,
      value: { product: code, points: points.slice(0, 1) },
    }))
    await page.getByRole('gridcell', { name: 'Server / VM' }).click()
    await expect.element(details.getByRole('img', { name: /One report: 30, on/ })).toBeVisible()
  })

  test('tell what was done with the license, of a check its own end alone, and the older entries when asked', async () => {
    const log = [
      entry({
        subject: null,
        result: 'server_timeout',
        checked: [sold.id, 'other'],
        problems: [{ license: 'other', code: 'server_timeout' }],
      }),
      entry({
        subject: null,
        result: 'server_timeout',
        checked: [sold.id],
        problems: [{ license: sold.id, code: 'server_timeout' }],
      }),
      ...Array.from({ length: 4 }, () => entry({ checked: [sold.id] })),
      entry({ action: 'activate_online', subject: sold.id }),
      entry({ action: 'activate_online', subject: 'other' }),
    ]
    const withLog = hostWithLog(log)
    withLog.licenses = [sold]
    withLog.answer('usage.history', ({ product: code }) => ({
      ok: true,
      value: { product: code, points: [] },
    }))
    host = withLog
    await openDetails()
    const section = details.getByRole('region', { name: 'Activity' })
    await expect.poll(() => section.getByRole('listitem').elements().length).toBe(5)
    const ends = () =>
      section
        .getByRole('listitem')
        .elements()
        .map((item) => item.textContent.includes('Failed'))
    expect(ends()).toEqual([false, true, false, false, false])
    await section.getByRole('button', { name: 'Show older' }).click()
    await expect.poll(() => ends().length).toBe(7)
    expect(host.callsOf('activity.list').at(-1)).toEqual({ limit: 5, before: '5', license: sold.id })
    await expect.element(section.getByRole('button', { name: 'Show older' })).not.toBeInTheDocument()
  })

  test('check the license now, and export it alone', async () => {
    const file = { fileName: 'a.json', mediaType: 'application/json', encoding: 'utf8', content: '' } as const
    host.answer('licenses.refresh', () => ({
      ok: true,
      value: { checked: [], changes: [], returns: [], list: host.list() },
    }))
    host.answer('export.create', () => ({ ok: true, value: file }))
    host.licenses = [sold, license('Fabrikam', [product('Storage')])]
    await openDetails()
    await details.getByRole('button', { name: 'Refresh' }).click()
    await expect.poll(() => host.callsOf('licenses.refresh').length).toBe(1)
    await details.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('button', { name: /^JSON/ }).click()
    await expect
      .poll(() => host.callsOf('export.create'))
      .toEqual([
        {
          format: 'json',
          ...asRead,
          withCodes: false,
          rows: sold.products.map(({ code }) => `${sold.id}/${code}`),
        },
      ])
  })

  test('make a certificate for an auditor, of a license that proves something', async () => {
    const file = { fileName: 'a.pdf', mediaType: 'application/pdf', encoding: 'base64', content: '' } as const
    host.answer('licenses.certificate', () => ({ ok: true, value: file }))
    host.licenses = [sold]
    await openDetails()
    await details.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('button', { name: 'Activation certificate (PDF)' }).click()
    await expect.poll(() => host.saved).toEqual([{ ...file, confidential: false }])
    expect(host.callsOf('licenses.certificate')).toEqual([{ id: sold.id, format: 'pdf', ...asRead }])
    host.change([{ ...sold, problem: 'key_damaged' }])
    await details.getByRole('button', { name: 'Export' }).click()
    await expect.element(page.getByRole('button', { name: 'Report (PDF)' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: /certificate/ })).not.toBeInTheDocument()
  })

  test('say of a license that is not in force that its limit is not counted (issue 13)', async () => {
    const revoked = { status: 'revoked', mayRun: false } as const
    host.licenses = [
      { ...sold, ...revoked, products: [{ ...serverVm, ...revoked, usage: 49, totalLimit: 70 }] },
    ]
    await openDetails()
    await expect.element(details.getByText('This license allows 50; it is not counted.')).toBeVisible()
  })

  test('hold the usage against what all licenses allow together', async () => {
    host.licenses = [{ ...sold, products: [{ ...serverVm, usage: 49, totalLimit: 70 }] }]
    await openDetails()
    await expect.element(details.getByText('49 of 70 in use, by all licenses together')).toBeVisible()
    await expect
      .element(details.getByText('This license allows 50; limits for the same product add up.'))
      .toBeVisible()
    host.change([{ ...sold, products: [{ ...serverVm, usage: 49, totalLimit: null }] }])
    await expect.element(details.getByText('49 in use, without a limit')).toBeVisible()
    await expect
      .element(details.getByText('This license allows 50; another for the same product has no limit.'))
      .toBeVisible()
  })

  test('follow the list, and close when their license is gone', async () => {
    await openDetails()
    host.change([{ ...sold, products: [{ ...serverVm, usage: 49 }] }])
    await expect.element(details.getByText('49 of 50 in use')).toBeVisible()
    host.change([license('Fabrikam', [product('Storage')])])
    await expect.element(details).not.toBeInTheDocument()
  })

  test('of a license whose offline key cannot be checked offer no check', async () => {
    host.licenses = [{ ...sold, mode: 'offline' }]
    await openDetails()
    await expect.element(details.getByRole('button', { name: 'Refresh' })).not.toBeInTheDocument()
  })
})
