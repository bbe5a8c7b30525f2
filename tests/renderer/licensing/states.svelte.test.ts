// The Licensing page before there is anything to show, and when it cannot be shown.
import { describe, expect, test } from 'vitest'
import type { MethodResult } from '#shared/contract/contract.ts'
import { FakeHost, later } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product, uniqueKey } from '../support/samples.ts'

const storeFailure = {
  ok: false,
  error: { code: 'store_not_readable', params: { path: '/data/licenses' } },
} as const

describe('the Licensing page', () => {
  test('says that it is loading until the host has answered', async () => {
    const answer = later<MethodResult<'licenses.list'>>()
    const host = new FakeHost([contoso])
    host.answer('licenses.list', () => answer.promise)
    const screen = await openPage(host)
    await expect.element(screen.getByText('Loading …')).toBeVisible()
    answer.arrive({ ok: true, value: host.list() })
    await expect.element(screen.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
  })

  test('without licenses says what to do first and opens the window to add one', async () => {
    const screen = await openPage(new FakeHost())
    await expect.element(screen.getByText('No license is activated on this machine yet')).toBeVisible()
    await expect.element(screen.getByRole('button', { name: 'Export' })).toBeDisabled()
    await screen.getByRole('button', { name: 'Add' }).last().click()
    await expect.element(screen.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
  })

  test('explains why the licenses cannot be read, and tries again when asked', async () => {
    const host = new FakeHost([contoso]).answer('licenses.list', () => storeFailure)
    const screen = await openPage(host)
    await expect.element(screen.getByText('The licenses on this machine cannot be read.')).toBeVisible()
    await expect.element(screen.getByText('Code: store_not_readable')).toBeVisible()
    host.answer('licenses.list', () => ({ ok: true, value: host.list() }))
    await screen.getByRole('button', { name: 'Try again' }).click()
    await expect.element(screen.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
  })

  test('gives support the code, time, version, Unique Key and parameters of a failure', async () => {
    const host = new FakeHost().answer('licenses.list', () => storeFailure)
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Copy details for support' }).click()
    await expect.element(screen.getByRole('button', { name: 'Copied' })).toBeVisible()
    const [details] = host.copied
    for (const part of ['Activation Desk 0.1.0', 'store_not_readable', uniqueKey, 'path: /data/licenses'])
      expect(details).toContain(part)
    expect(details).toMatch(/Time: \d{4}-\d\d-\d\dT/)
  })

  test('shows the details selected where the browser does not let it copy', async () => {
    const host = new FakeHost().answer('licenses.list', () => storeFailure)
    host.copyOutcome = 'by_hand'
    const screen = await openPage(host)
    await screen.getByRole('button', { name: 'Copy details for support' }).click()
    await expect.element(screen.getByRole('textbox', { name: 'Copy details for support' })).toHaveFocus()
    expect(getSelection()?.toString()).toContain('store_not_readable')
  })

  test('says of what is not read as a license what it is and what to do', async () => {
    const host = new FakeHost([contoso])
    host.problems = [
      { where: 'quarantine/b41c', reason: 'incomplete' },
      { where: 'licenses/closed', reason: 'no_permission' },
      { where: 'quarantine/77aa', reason: 'no_ether' },
    ]
    const screen = await openPage(host)
    // Of more than two the table would have no room: they are one line that opens.
    await screen.getByText('3 things in the data folder are not read as licenses').click()
    const about = (where: string) => screen.getByRole('listitem').filter({ hasText: where })
    await expect.element(about('quarantine/b41c').getByText(/Activate it again\./)).toBeVisible()
    await expect.element(about('licenses/closed').getByText(/the group “activation-desk”/)).toBeVisible()
    await expect.element(about('quarantine/77aa').getByText(/noted why: “no_ether”/)).toBeVisible()
    await expect.element(screen.getByText('no_permission')).not.toBeInTheDocument()
  })

  test('gives a license that cannot be read a row of its own', async () => {
    const host = new FakeHost([
      license('', [], { status: 'invalid', mayRun: false, problem: 'signature_invalid' }),
    ])
    const screen = await openPage(host)
    await expect.element(screen.getByRole('gridcell', { name: /^Invalid · stopped/ })).toBeVisible()
    await expect.element(screen.getByRole('gridcell', { name: 'Unknown owner' })).toBeVisible()
  })

  test('asks again when the host says that licenses changed', async () => {
    const host = new FakeHost()
    const screen = await openPage(host)
    await expect.element(screen.getByText('No license is activated on this machine yet')).toBeVisible()
    host.change([contoso])
    await expect.element(screen.getByText('Showing 1 to 7 of 7 entries')).toBeVisible()
  })

  test('keeps showing the licenses while the host is away, says so calmly, and recovers by itself', async () => {
    const host = new FakeHost([contoso])
    const screen = await openPage(host)
    await expect.element(screen.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
    host.status = 'down'
    await expect.element(screen.getByText('The program behind this page has stopped.')).toBeVisible()
    await expect.element(screen.getByRole('gridcell', { name: 'Virtualization' })).toBeVisible()
    host.licenses = [license('Fabrikam', contoso.products)]
    host.status = 'up'
    await expect
      .element(screen.getByText('The program behind this page has stopped.'))
      .not.toBeInTheDocument()
    await expect.element(screen.getByRole('gridcell', { name: 'Fabrikam' }).first()).toBeVisible()
  })

  test('explains on the whole page that a new link is needed when the host does not know it', async () => {
    const host = new FakeHost([contoso])
    const screen = await openPage(host)
    host.status = 'signed_out'
    await expect.element(screen.getByText(/^Press Enter in the terminal where/)).toBeVisible()
    await expect.element(screen.getByRole('grid')).not.toBeInTheDocument()
  })
})

test('a folder that was set aside is called by its license, or by the id that the vendor finds it by (issue 13)', async () => {
  const id = '5f0c1d2e-8a1b-4c3d-9e4f-7a6b5c4d3e2f'
  const again = license('Contoso', [product('Storage')])
  const host = new FakeHost([again])
  host.problems = [
    { where: `quarantine/${id}.incomplete.0a1b2c3d`, reason: 'incomplete' },
    { where: `quarantine/${again.id}.incomplete.0a1b2c3d`, reason: 'incomplete' },
  ]
  const screen = await openPage(host)
  const about = (where: string) => screen.getByRole('listitem').filter({ hasText: where })
  await expect.element(about(id).getByText(`License ID ${id}`)).toBeVisible()
  await expect.element(about(again.id).getByText('Contoso (Storage)')).toBeVisible()
})
