// Taking a license off this machine: asked first, and nothing is lost where the server is away.
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Output } from '#shared/contract/contract.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { endLooks, SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'
import { unreachable } from '../support/add-window.ts'

const online = license('Contoso B.V.', [product('Virtualization')])
const other = license('Fabrikam', [product('Storage')])
const dialog = page.getByRole('dialog', { name: 'Deactivate the license of Contoso B.V.' })
const act = page.getByRole('button', { name: 'Deactivate on this machine', exact: true })

let host: FakeHost

async function ask(mode: 'online' | 'offline' = 'online') {
  host.licenses = [{ ...online, mode }, other]
  await openPage(host)
  await page.getByRole('gridcell', { name: 'Contoso B.V.' }).click()
  await page.getByRole('button', { name: 'Deactivate on this machine …' }).click()
  await expect.element(dialog).toBeVisible()
}

function answer(seat: Output<'licenses.deactivate'>['seat'], returnCode: string | null) {
  host.answer('licenses.deactivate', ({ id }) => {
    host.licenses = [other]
    return {
      ok: true,
      value: { id, owner: online.owner, mode: 'online', seat, returnCode, list: host.list() },
    }
  })
}

beforeEach(() => {
  host = new FakeHost()
  host.answer('usage.history', ({ product: code }) => ({ ok: true, value: { product: code, points: [] } }))
})

test('says what it means, names what stops, and does nothing when it is cancelled', async () => {
  host.licenses = [license('Contoso B.V.', [product('Virtualization'), product('Inventory')]), other]
  await openPage(host)
  await page.getByRole('gridcell', { name: 'Virtualization' }).click()
  await page.getByRole('button', { name: 'Deactivate on this machine …' }).click()
  await expect.element(dialog.getByText(/7KQ2M, these 2 products are no longer allowed to run/)).toBeVisible()
  expect(
    dialog
      .getByRole('listitem')
      .all()
      .map((one) => one.element().textContent),
  ).toEqual(['Virtualization', 'Inventory'])
  await expect.element(dialog.getByText(/To undo it, activate the same License Code again/)).toBeVisible()
  // Enter alone deactivates nothing, and a Tab leads to what does.
  await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus()
  await userEvent.keyboard('{Tab}')
  await expect.element(act).toHaveFocus()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(host.callsOf('licenses.deactivate')).toEqual([])
})

test('with the system’s own few colors the button that deactivates looks unlike the one that does not', async () => {
  await takeLook({ ...SMALLEST, forced: true })
  await ask('offline')
  await expect.element(dialog.getByText(/It cannot be undone here/)).toBeVisible()
  const edge = (name: string) => {
    const { borderTopWidth, borderTopStyle } = getComputedStyle(
      dialog.getByRole('button', { name, exact: true }).element(),
    )
    return `${borderTopWidth} ${borderTopStyle}`
  }
  expect(edge('Deactivate on this machine')).not.toBe(edge('Cancel'))
  await endLooks()
})

test('online frees the seat, takes the row away and says so', async () => {
  answer('freed', null)
  await ask()
  await act.click()
  await expect.element(dialog).not.toBeInTheDocument()
  await expect.element(page.getByText(/Its place is free for another machine/).first()).toBeVisible()
  await expect.element(page.getByText('Showing 1 to 1 of 1 entries')).toBeVisible()
  expect(host.callsOf('licenses.deactivate')).toEqual([{ id: online.id, whenServerIsAway: 'fail' }])
})

test('with the server away keeps the license, and offers to mark the seat', async () => {
  host.answer('licenses.deactivate', () => unreachable)
  await ask()
  await act.click()
  await expect.element(page.getByText(/Nothing was changed/)).toBeVisible()
  await expect
    .element(page.getByRole('button', { name: 'Remove now, tell the server later' }))
    .toHaveClass('primary')
  await expect.element(act).not.toBeInTheDocument()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => host.callsOf('licenses.deactivate')).toHaveLength(2)
  await expect.element(page.getByText(/Nothing was changed/)).toBeVisible()
  answer('to_be_returned', null)
  await page.getByRole('button', { name: 'Remove now, tell the server later' }).click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(host.callsOf('licenses.deactivate').at(-1)).toEqual({ id: online.id, whenServerIsAway: 'mark' })
})

test('whose answer was lost says that its outcome is not known, and not that nothing was changed (issue 12)', async () => {
  const params = { server: 'activation.example', reason: 'ECONNRESET' }
  host.answer('licenses.deactivate', () => ({
    ok: false,
    error: { code: 'deactivation_unknown', params: { problem: 'server_unreachable', params } },
  }))
  await ask()
  await act.click()
  await expect.element(dialog.getByText(/freed the place of this license is not known/)).toBeVisible()
  await expect.element(dialog.getByText(/Refresh, which asks the server/)).toBeVisible()
  await expect.element(page.getByText(/Nothing was changed/)).not.toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'Remove now, tell the server later' })).toBeVisible()
})

test('by a return code says where that settles one that was begun before (issue 12)', async () => {
  host.answer('licenses.deactivate', ({ id }) => {
    host.licenses = [other]
    const done = {
      id,
      owner: online.owner,
      mode: 'online',
      seat: 'declared',
      returnCode: 'R1-ABCDE-FGHJK',
    } as const
    return { ok: true, value: { ...done, settles: true, list: host.list() } }
  })
  await ask()
  await act.click()
  await expect.element(page.getByText(/also settles the deactivation that was begun here/)).toBeVisible()
})

test('with no right to write offers no mark', async () => {
  host.answer('licenses.deactivate', () => ({
    ok: false,
    error: { code: 'store_not_writable', params: { path: '/var/lib' } },
  }))
  await ask()
  await act.click()
  await expect.element(page.getByText(/store_not_writable/)).toBeVisible()
  await expect.element(page.getByRole('button', { name: /Remove now/ })).not.toBeInTheDocument()
})

test('offline shows the return code, which has the focus, and copies and saves it', async () => {
  answer('declared', 'R1-ABCDE-FGHJK')
  await ask('offline')
  await act.click()
  const done = page.getByRole('dialog', { name: 'Deactivated the license of Contoso B.V.' })
  const code = page.getByLabelText('Return code')
  await expect.element(code).toHaveValue('R1-ABCDE-FGHJK')
  await expect.element(code).toHaveFocus()
  // To whom (issue 13).
  await expect.element(done.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
  const copy = page.getByRole('button', { name: 'Copy' }).last()
  const close = done.getByRole('button', { name: 'Close' }).last()
  // The next step is the blue one: to take the code along, and then to close.
  await expect.element(copy).toHaveClass(/primary/)
  await expect.element(close).not.toHaveClass(/primary/)
  await copy.click()
  await expect.element(close).toHaveClass(/primary/)
  await expect.element(copy).not.toHaveClass(/primary/)
  await page.getByRole('button', { name: 'Save to file' }).click()
  // The representative needs all three (issue 13.17).
  const three = `R1-ABCDE-FGHJK\nUnique Key: ${other.machine}\nLicense ID: ${online.id}`
  expect(host.copied).toEqual([three])
  expect(host.saved).toMatchObject([{ fileName: 'return-code.txt', content: `${three}\n` }])
  await userEvent.keyboard('{Escape}')
  await expect.element(done).not.toBeInTheDocument()
})
