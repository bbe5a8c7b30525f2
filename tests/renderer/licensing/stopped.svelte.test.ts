// What is stopped: its notice, the first of all above the licenses.
import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { gatheredHost, IN_FIVE_DAYS } from '../gallery/samples.ts'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'

describe('what is stopped', () => {
  const invalid = license('Fabrikam', [], { status: 'invalid', mayRun: false, problem: 'signature_invalid' })

  test('has its own notice, the first of all: what, the next step and its button', async () => {
    const ends = { status: 'expiring', until: IN_FIVE_DAYS } as const
    await openPage(new FakeHost([license('Contoso', [product('Storage', ends)], ends), invalid]))
    const first = () => document.querySelector('main .notice')
    await expect.poll(() => first()?.textContent).toContain('Fabrikam is stopped: Invalid')
    await expect.poll(() => document.querySelectorAll('main .notice').length).toBe(2)
    expect(first()?.textContent).toContain('Fabrikam is stopped: Invalid')
    expect(first()?.classList.contains('bad')).toBe(true)
    expect(first()?.textContent).toContain('Activate the license again.')
    expect(first()?.querySelector('button')?.textContent.trim()).toBe('Activate again …')
  })

  test('alone it says its next step, and its button opens the window', async () => {
    const screen = await openPage(new FakeHost([invalid]))
    await expect.element(screen.getByText('Fabrikam is stopped: Invalid')).toBeVisible()
    await expect
      .element(screen.getByRole('listitem').filter({ hasText: 'Activate the license again.' }))
      .toBeVisible()
    await screen.getByRole('main').getByRole('button', { name: 'Activate again …' }).click()
    await expect.element(screen.getByRole('dialog')).toBeVisible()
  })

  test('alone says its status once, in the heading (issue 13)', async () => {
    await openPage(new FakeHost([invalid]))
    const lines = () => [...document.querySelectorAll('main .notice li')].map((one) => one.textContent.trim())
    await expect.poll(lines).toEqual(['Activate the license again.'])
  })

  test('says since when, the worst first, and where each needs another thing leads to them (issue 13)', async () => {
    const ended = (at: string) =>
      ({ status: 'expired', mayRun: false, end: { at, of: 'license' }, lastCheck: null }) as const
    const late = ended('2027-02-26T23:59:59.999Z')
    const early = ended('2027-01-20T23:59:59.999Z')
    const held = { status: 'suspended', mayRun: false, lastCheck: '2027-02-13T12:00:00.000Z' } as const
    await openPage(
      new FakeHost([
        license('Late', [product('Storage', late)], late),
        license('Early', [product('Storage', early)], early),
        license('Held', [product('Storage', held)], held),
      ]),
    )
    const notice = () => document.querySelector('main .notice')
    const lines = () =>
      [...(notice()?.querySelectorAll('li') ?? [])].map((one) => one.textContent.trim().replace(/\. .+/, ''))
    await expect
      .poll(lines)
      .toEqual([
        'Held: Suspended',
        'Early: Expired · ended Jan\u00a020,\u00a02027\u00a0(39\u00a0days ago)',
        'Late: Expired · ended Feb\u00a026,\u00a02027\u00a0(2\u00a0days ago)',
      ])
    // Once: in the line above it.
    expect(notice()?.querySelectorAll('button')).toHaveLength(0)
    await page.getByRole('button', { name: 'Show first' }).click()
    await expect.poll(() => document.activeElement?.closest('tr')?.textContent).toContain('Held')
  })

  test('long after the latest signed time is told with the clock, in the notice and in the details (issue 13)', async () => {
    const ended = { status: 'expired', mayRun: false } as const
    const host = gatheredHost([license('Contoso', [product('Storage', ended)], ended)])
    host.clock = { state: 'ok', mark: '2027-03-01T12:00:00.000Z', now: '2028-02-29T12:00:00.000Z' }
    const screen = await openPage(host)
    const told =
      'This computer’s clock says Feb 29, 2028; the last signed time was Mar 1, 2027. If the clock is wrong, set it.'
    await expect.element(screen.getByText(told)).toBeVisible()
    await screen.getByRole('gridcell', { name: /^Expired · stopped/ }).click()
    await expect.element(screen.getByRole('dialog').getByText(told)).toBeVisible()
  })

  test('as several products of one license is one line', async () => {
    const over = { status: 'suspended', mayRun: false } as const
    await openPage(
      new FakeHost([license('Contoso', [product('Storage', over), product('Inventory', over)], over)]),
    )
    await expect.element(page.getByText('2 products are stopped', { exact: true })).toBeVisible()
    expect(document.querySelectorAll('main .notice li')).toHaveLength(1)
    // No key helps here: the vendor does.
    expect(document.querySelector('main .notice button')).toBeNull()
    expect(document.querySelector('main .notice a')?.textContent).toContain('@')
  })

  test('by the clock is said by the notice of the clock alone, which comes first and has both buttons', async () => {
    const over = { status: 'clock_problem', mayRun: false } as const
    const host = new FakeHost([license('Contoso', [product('Storage', over)], over)])
    host.clock = { state: 'problem', mark: '2027-03-09T18:00:00.000Z', now: '2027-03-01T12:00:00.000Z' }
    const screen = await openPage(host)
    await expect.element(screen.getByText('Code: clock_before_signed')).toBeVisible()
    const notices = document.querySelectorAll('main .notice')
    expect(notices).toHaveLength(1)
    const buttons = [...(notices[0]?.querySelectorAll('button') ?? [])].map((one) => one.textContent.trim())
    expect(buttons).toEqual(expect.arrayContaining(['Refresh', 'Enter new key …']))
    await expect.element(screen.getByText('The clocks differ by over a day, 1 product stopped')).toBeVisible()
  })
})
