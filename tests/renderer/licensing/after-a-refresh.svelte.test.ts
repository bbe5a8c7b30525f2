// What the page says after a refresh: one verdict, its cause first, and room left for the table (issue 13).
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { statesAboveTheTable } from '../gallery/states/above-the-table.ts'
import { storeNotReadable } from '../gallery/gallery-state.ts'
import { openState } from '../gallery/open-state.ts'
import { FakeHost } from '../support/fake-host.ts'
import { spoken } from '../support/grid.ts'
import { boxOf, expectInView, hiddenPart } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

const { licensing } = words.page
const runsOn = page.getByText(licensing.runsOn)
const refreshed = { ...license('Fabrikam', [product('Storage')]), id: 'fabrikam' }

function stoppedAs(status: 'suspended' | 'revoked' | 'expired' | 'check_overdue'): LicenseView {
  const ofIt = { status, mayRun: false } as const
  return { ...license('Fabrikam', [product('Storage', ofIt)], ofIt), id: 'fabrikam' }
}

function answering(host: FakeHost, after: LicenseView, problem: string): void {
  host.answer('licenses.refresh', () => {
    host.licenses = [contoso, after]
    const checked = [
      { id: contoso.id, owner: contoso.owner, problem: null },
      { id: after.id, owner: after.owner, problem },
    ]
    return { ok: true, value: { checked, changes: [], returns: [], list: host.list() } }
  })
}

async function refresh(host: FakeHost) {
  const screen = await openPage(host)
  await screen.getByRole('button', { name: licensing.refresh, exact: true }).first().click()
  return screen
}

let host: FakeHost
beforeEach(async () => {
  await takeLook(SMALLEST)
  host = new FakeHost([contoso, refreshed])
})

describe('after a refresh', () => {
  test.each(['suspended', 'revoked', 'expired'] as const)(
    'a license that the vendor calls %s was refreshed: the table says so, and nothing failed',
    async (status) => {
      answering(host, stoppedAs(status), `license_${status}`)
      const screen = await refresh(host)
      await expect.element(screen.getByText('2 licenses refreshed.', { exact: true })).toBeVisible()
      expect(spoken()).toMatch(/^2 licenses refreshed\. Fabrikam: /)
      await expect
        .element(page.getByText(/Storage.*has stopped|Storage is stopped|Storage:/).first())
        .toBeInTheDocument()
      expect(page.getByText(/could not be refreshed/).query()).toBeNull()
      expect(runsOn.query()).toBeNull()
    },
  )

  test('a released seat is told by its own notice, and is no failure', async () => {
    const list = () => FakeHost.prototype.list.call(host)
    host.list = () => ({ ...list(), seatReleased: ['fabrikam'] })
    answering(host, refreshed, 'seat_released')
    const screen = await refresh(host)
    await expect.element(screen.getByText('2 licenses refreshed.', { exact: true })).toBeVisible()
    expect(spoken()).toMatch(/^2 licenses refreshed\. Fabrikam: /)
    expect(page.getByText(/could not be refreshed/).query()).toBeNull()
  })

  test.each(['license_not_found', 'license_refused', 'license_not_allowed'])(
    'what the vendor’s server refuses is its answer, with whom to ask before anything else: %s',
    async (problem) => {
      const running = { ...refreshed, until: '2027-03-31T23:59:59.999Z' }
      answering(host, running, problem)
      const screen = await refresh(host)
      await expectInView(screen.getByText('VirtualMetric refused 1 of 2 licenses', { exact: true }).last())
      await expectInView(page.getByText(/^Fabrikam · runs until Mar.31,.2027.\(30.days\): /))
      const contact = page.getByRole('link', { name: 'licensing@virtualmetric.example' })
      await expectInView(contact)
      expect(page.getByText(/could not be refreshed/).query()).toBeNull()
      ;(page.getByRole('link', { name: 'Next: Contact VirtualMetric' }).element() as HTMLElement).focus()
      await userEvent.keyboard('{Enter}')
      await expect.element(contact).toHaveFocus()
    },
  )

  test('a license that it does not know any more is not called a mistyped code', async () => {
    answering(host, refreshed, 'license_not_found')
    await refresh(host)
    await expectInView(page.getByText(/does not know this license any more\. Contact VirtualMetric\./))
  })

  test('an answer that the table does not show is a failure still', async () => {
    answering(host, refreshed, 'license_suspended')
    const screen = await refresh(host)
    await expect.element(screen.getByText('1 of 2 licenses could not be refreshed').first()).toBeVisible()
  })

  test('what is stopped and what stood in the way: the cause first, and nothing reassuring', async () => {
    answering(host, stoppedAs('check_overdue'), 'server_unreachable')
    await refresh(host)
    const failed = page.getByText('1 of 2 licenses could not be refreshed', { exact: true })
    const stopped = () => document.querySelector('main .notice.bad')
    await expectInView(failed)
    await expect.poll(stopped).not.toBeNull()
    expect(runsOn.query()).toBeNull()
    expect(failed.element().compareDocumentPosition(stopped() as Node)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  })

  test('of many licenses the cause stands before their names, also as it is spoken', async () => {
    const many = ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((name) => ({
      ...license(`Northwind Traders Datacenter No. ${name}`, [product('Storage')]),
      id: name,
    }))
    host.answer('licenses.refresh', () => {
      host.licenses = [contoso, ...many]
      const checked = many.map(({ id, owner }) => ({ id, owner, problem: 'server_unreachable' as const }))
      return { ok: true, value: { checked, changes: [], returns: [], list: host.list() } }
    })
    await refresh(host)
    await expectInView(
      page.getByText(/^The activation server cannot be reached\..*Northwind Traders.* and 2 more\.$/),
    )
    expect(spoken()).toMatch(/could not be refreshed\. The activation server cannot be reached/)
  })

  test('nothing reassuring is said beside what the clock stops', async () => {
    const ofIt = { status: 'clock_problem', mayRun: false } as const
    const byClock = { ...license('Fabrikam', [product('Storage', ofIt)], ofIt), id: 'fabrikam' }
    const list = () => FakeHost.prototype.list.call(host)
    host.list = () => ({ ...list(), clock: { ...list().clock, state: 'problem' } })
    answering(host, byClock, 'server_unreachable')
    await refresh(host)
    await expect.element(page.getByText('1 of 2 licenses could not be refreshed').first()).toBeVisible()
    expect(runsOn.query()).toBeNull()
  })

  test('so it is where no license could be asked about', async () => {
    host.licenses = [contoso, stoppedAs('check_overdue')]
    host.answer('licenses.refresh', () => storeNotReadable)
    await refresh(host)
    const failed = page.getByText(licensing.refreshFailed)
    await expectInView(failed)
    expect(runsOn.query()).toBeNull()
    await expectInView(page.getByText(/^Showing 1 to/))
  })
})

test('a clock that is wrong is told before all that follows from it', async () => {
  host.clock = {
    ...host.clock,
    state: 'problem',
    mark: '2027-03-01T12:00:00.000Z',
    now: '2026-03-01T12:00:00.000Z',
  }
  host.licenses = [contoso, stoppedAs('check_overdue')]
  answering(host, stoppedAs('check_overdue'), 'server_unreachable')
  await refresh(host)
  await expect
    .element(page.getByText('1 of 2 licenses could not be refreshed', { exact: true }))
    .toBeInTheDocument()
  await expect.poll(() => document.querySelector('main .notice')?.textContent).toMatch(/clock/i)
  const first = page.elementLocator(document.querySelector('main .notice') ?? document.body)
  await expectInView(first.getByText(/clock/i).first())
  await expectInView(first.getByRole('button', { name: licensing.refresh }))
})

describe.each([
  ['pinned', true],
  ['unpinned', false],
] as const)('three rows and the %s paging stay in view at 800×600', (_, pinned) => {
  const withoutTable = ['giving up a license that is missing', 'nobody signed in']
  const states = statesAboveTheTable.filter(({ name }) => !withoutTable.includes(name))
  test.each(states.map((state) => [state.name, state] as const))('%s', async (_, state) => {
    await openState({ ...state, host: () => withPaging(state.host(), pinned) })
    await expect.element(page.getByText(/^Showing 1 to/)).toBeInTheDocument()
    await expectInView(page.getByText(/^Showing 1 to/))
    const rows = [...document.querySelectorAll('tbody tr[aria-rowindex]')].slice(0, 3)
    await expect
      .poll(() =>
        rows.map((row) => row.querySelector('td')).filter((cell) => cell && hiddenPart(cell) !== ''),
      )
      .toEqual([])
  })
})

describe.each([
  ['pinned', true],
  ['unpinned', false],
] as const)('with all there can be to say, and the paging %s', (_, pinned) => {
  test.each([SMALLEST, { ...SMALLEST, width: 1280, height: 800 }])(
    'the table keeps three rows at $width×$height, and each notice is reached by Tab',
    async (look) => {
      await takeLook(look)
      const many = withPaging(talkative(), pinned)
      await openPage(many)
      await expect.poll(() => document.querySelectorAll('main .notice').length).toBeGreaterThan(3)
      await vi.dynamicImportSettled()
      await expectInView(page.getByText(/^Showing 1 to/))
      expect(rowsBelowPaging()).toEqual([])
      const cells = [...document.querySelectorAll('tbody tr[aria-rowindex]')]
        .slice(0, 3)
        .map((row) => row.querySelector('td'))
      expect(cells).toHaveLength(3)
      expect(cells.filter((cell) => cell && hiddenPart(cell) !== '')).toEqual([])
      const last = [...document.querySelectorAll<HTMLElement>('.notices :is(summary, button)')].at(-1)
      await tabTo(last)
      await expect.poll(() => (last ? hiddenPart(last) : 'none')).toBe('')
    },
  )

  test('what is below the edge of the notices is counted, until it is scrolled to', async () => {
    await openPage(withPaging(talkative(), pinned))
    await vi.dynamicImportSettled()
    const box = () => document.querySelector('main .notices')
    const below = page.getByText(/^\d more below$/)
    await expectInView(below)
    const hidden = () => {
      const edge = boxOf(box()).bottom
      return [...document.querySelectorAll('main .notice .heading')].filter(
        (one) => boxOf(one).top > edge - 20,
      )
    }
    await expect.element(below).toHaveTextContent(`${hidden().length} more below`)
    box()?.scrollTo({ top: 10_000 })
    await expect.poll(() => document.querySelector('main .notices > p[hidden]')).not.toBeNull()
    expect(hidden()).toEqual([])
  })

  test('a row that is focused lies behind nothing', async () => {
    const long = withPaging(talkative(), pinned)
    await openPage(long)
    await vi.dynamicImportSettled()
    document.querySelector<HTMLElement>('tbody tr[aria-rowindex="2"] > td')?.focus()
    for (let down = 0; down < 8; down += 1) {
      await userEvent.keyboard('{ArrowDown}')
      const cell = document.activeElement
      expect(cell?.matches('td')).toBe(true)
      await expect.poll(() => (cell ? hiddenPart(cell) : 'none')).toBe('')
    }
  })
})

/** Of ten licenses, some stopped; and all that lasts at once. */
function talkative(): FakeHost {
  const told = new FakeHost(
    Array.from({ length: 10 }, (_, at) => ({
      ...(at < 2 ? stoppedAs('suspended') : refreshed),
      id: `fabrikam-${at}`,
      owner: `Fabrikam ${at}`,
    })),
  )
  told.clock = { state: 'behind', mark: '2027-03-09T18:00:00.000Z', now: '2027-03-09T12:00:00.000Z' }
  told.returns = [{ id: 'gone', owner: 'Contoso', since: '2027-02-20T10:00:00.000Z' }]
  told.seatReleased = ['fabrikam-5']
  told.problems = [
    { where: 'quarantine/b41c', reason: 'incomplete' },
    { where: 'licenses/closed', reason: 'no_permission' },
  ]
  return told
}

/** Rows that show between the paging and the edge of the window. */
function rowsBelowPaging(): (string | null)[] {
  const { left, bottom } = boxOf(document.querySelector('main footer'))
  const shown = Array.from({ length: Math.max(0, Math.floor(innerHeight - bottom)) }, (_, down) =>
    document.elementFromPoint(left + 30, bottom + down),
  )
  return shown.flatMap((at) => (at?.closest('tr') ? [at.textContent] : []))
}

async function tabTo(wanted: HTMLElement | undefined): Promise<void> {
  for (let tabs = 0; tabs < 60 && document.activeElement !== wanted; tabs += 1)
    await userEvent.keyboard('{Tab}')
  expect(document.activeElement).toBe(wanted)
}

function withPaging(given: FakeHost, pinned: boolean): FakeHost {
  given.preferences = { ...given.preferences, pinned }
  return given
}
