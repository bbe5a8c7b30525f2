// Test connection and About this machine: every step with its word, the mend of a red one, and the details for support.
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MethodResult } from '#shared/contract/contract.ts'
import { intercepted, server } from '../support/connection-reports.ts'
import { FakeHost, later } from '../support/fake-host.ts'
import { code, openWindow, submit, unreachable } from '../support/add-window.ts'
import { spoken } from '../support/grid.ts'
import { expectInView } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { licenseCode, uniqueKey } from '../support/samples.ts'

const run = page.getByRole('button', { name: 'Test connection' })
const step = (name: string) => page.getByRole('listitem').filter({ hasText: name })

describe('Test connection', () => {
  test('shows each step, and for the red one the issuer of the certificate and the mend', async () => {
    const host = new FakeHost().answer('connection.test', () => ({ ok: true, value: intercepted }))
    const screen = await openPage(host, 'settings')
    await run.click()
    await expect.element(step('Encryption (TLS)').getByText(/Corporate Inspection CA/)).toBeVisible()
    await expect.element(step('Encryption (TLS)').getByText(/settings set ca FILE/)).toBeVisible()
    await expect.element(step('Encryption (TLS)').getByText('FAILED', { exact: true })).toBeVisible()
    await expect.element(step('Name').getByText('ok', { exact: true })).toBeVisible()
    await expect.element(step('Answer (HTTP)').getByText('skipped', { exact: true })).toBeVisible()
    await expect.element(screen.getByText(/through the proxy http:\/\/proxy\.example:3128/)).toBeVisible()
    expect(spoken()).toBe(
      '1 step failed: Encryption (TLS). The certificate of the activation server is not trusted.',
    )
  })

  test('at 800×600 what failed and its mend are in view as soon as it is known (issue 13)', async () => {
    await page.viewport(800, 600)
    const host = new FakeHost().answer('connection.test', () => ({ ok: true, value: intercepted }))
    await openPage(host, 'settings')
    await run.click()
    const notice = page.getByText('1 step failed: Encryption (TLS).').first()
    await expect.element(notice).toBeVisible()
    await expectInView(page.getByText(/settings set ca FILE/))
    await expectInView(page.getByText('The certificate of the activation server is not trusted.'))
    await page.viewport(1280, 800)
  })

  test('can be cancelled; what was found before stays', async () => {
    const host = new FakeHost().answer('connection.test', () => ({ ok: true, value: intercepted }))
    await openPage(host, 'settings')
    await run.click()
    const issuer = step('Encryption (TLS)').getByText(/Corporate Inspection CA/)
    await expect.element(issuer).toBeVisible()
    host.answer('connection.test', () => new Promise(() => undefined))
    await run.click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.element(page.getByText('The test was cancelled.').first()).toBeVisible()
    await expect.element(run).toHaveFocus()
    await expect.element(issuer).toBeVisible()
  })

  test('is busy until the answer is there, and runs once however often it is pressed', async () => {
    const answer = later<MethodResult<'connection.test'>>()
    const host = new FakeHost().answer('connection.test', () => answer.promise)
    const screen = await openPage(host, 'settings')
    await run.click()
    const busy = screen.getByRole('button', { name: 'Testing the connection …' })
    await expect.element(busy).toHaveAttribute('aria-disabled', 'true')
    await userEvent.keyboard('{Enter}{Enter}')
    answer.arrive({ ok: true, value: { ...intercepted, lines: intercepted.lines.slice(0, 1) } })
    await expect.element(screen.getByText('All is well.').first()).toBeVisible()
    expect(host.callsOf('connection.test')).toHaveLength(1)
  })

  test('and the machine have one judgement of the clock (issue 12.11)', async () => {
    const params = { serverTime: '2026-03-02T09:08:00.000Z', clock: '2026-03-02T09:00:00.000Z' }
    const problem = { code: 'clock_off', params } as const
    const differs: MethodResult<'connection.test'> = {
      ok: true,
      value: {
        ...intercepted,
        lines: [{ step: 'clock', state: 'failed', detail: '', note: null, problem }],
      },
    }
    const at = {
      step: 'machine_clock',
      state: 'ok',
      detail: params.clock,
      note: null,
      problem: null,
    } as const
    const host = new FakeHost()
      .answer('connection.test', () => differs)
      .answer('machine.examine', () => ({ ok: true, value: { system: 'linux', problems: [], lines: [at] } }))
    await openPage(host, 'settings')
    const clock = page.getByRole('listitem').filter({ has: page.getByText('Clock', { exact: true }) })
    await expect.element(clock.getByText('ok', { exact: true })).toBeVisible()
    await run.click()
    await expect.element(clock.getByText('note', { exact: true })).toBeVisible()
    await expect.element(clock.getByText(/server’s clock shows another time/)).toBeVisible()
  })

  test('gives support every line, the code of the red one, and where and when', async () => {
    const host = new FakeHost().answer('connection.test', () => ({ ok: true, value: intercepted }))
    await openPage(host, 'settings')
    await run.click()
    await page.getByRole('button', { name: 'Copy details for support' }).first().click()
    await expect.poll(() => host.copied.length).toBe(1)
    for (const part of [
      uniqueKey,
      'Activation Desk 0.1.0',
      'FAILED - Encryption (TLS)',
      'tls_untrusted',
      server,
    ])
      expect(host.copied[0]).toContain(part)
  })

  test('forgets a result that other settings have made untrue', async () => {
    const host = new FakeHost().answer('connection.test', () => ({ ok: true, value: intercepted }))
    host.answer('settings.set', () => ({ ok: true, value: { ...host.settings, caFile: '/ca.pem' } }))
    const screen = await openPage(host, 'settings')
    await run.click()
    await expect.element(step('Encryption (TLS)')).toBeVisible()
    await screen.getByLabelText('Certificate file').fill('/ca.pem')
    await screen.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.element(step('Encryption (TLS)')).not.toBeInTheDocument()
  })

  test.each(['before', 'after'] as const)(
    'shows what it found also where the settings are read %s its end',
    async (order) => {
      const settings = later<MethodResult<'settings.get'>>()
      const answer = later<MethodResult<'connection.test'>>()
      const host = new FakeHost().answer('settings.get', () => settings.promise)
      host.answer('connection.test', () => answer.promise)
      const screen = await openPage(host, 'settings')
      await run.click()
      await expect.poll(() => host.callsOf('connection.test')).toHaveLength(1)
      const certificates = screen.getByLabelText('Certificate file')
      if (order === 'before') {
        settings.arrive({ ok: true, value: host.settings })
        await expect.element(certificates).toBeVisible()
      }
      answer.arrive({ ok: true, value: intercepted })
      if (order === 'after') {
        await expect.element(step('Encryption (TLS)')).toBeVisible()
        settings.arrive({ ok: true, value: host.settings })
        await expect.element(certificates).toBeVisible()
      }
      await expect.element(step('Encryption (TLS)')).toBeVisible()
    },
  )

  test('says that what is not saved is not tested', async () => {
    const screen = await openPage(new FakeHost(), 'settings')
    await screen.getByRole('radio', { name: 'None' }).click()
    await expect.element(screen.getByText('Save first: the test uses the saved settings.')).toBeVisible()
  })

  test('is one link away from a failed activation, runs at once, and what was typed is still there', async () => {
    const host = new FakeHost().answer('licenses.activateOnline', () => unreachable)
    host.answer('connection.test', () => ({ ok: true, value: intercepted }))
    await openWindow(host)
    await code.fill(licenseCode)
    await submit.click()
    await page.getByRole('link', { name: 'Test connection' }).click()
    await expect.element(step('Encryption (TLS)').getByText(/Corporate Inspection CA/)).toBeVisible()
    expect(document.activeElement?.textContent).toContain('Test connection')
    await expect.element(run).toBeInViewport()
    await page.getByRole('link', { name: 'Licensing' }).click()
    await expect.element(code).toHaveValue(licenseCode)
  })
})

describe('About this machine', () => {
  test('shows the Unique Key to copy, and where the id of the machine comes from', async () => {
    const host = new FakeHost()
    const screen = await openPage(host, 'settings')
    await expect.element(screen.getByLabelText('Unique Key')).toHaveValue(uniqueKey)
    await expect.element(step('Machine id').getByText('/etc/machine-id')).toBeVisible()
    await screen.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.poll(() => host.copied).toEqual([uniqueKey])
  })

  test('says of what is not read as a license what it is and what to do', async () => {
    const host = new FakeHost()
    host.problems = [{ where: 'quarantine/b41c.unreadable.1', reason: 'unreadable' }]
    const screen = await openPage(host, 'settings')
    await expect
      .element(screen.getByText(/A file of this license is damaged\. .* Activate it again\./))
      .toBeVisible()
  })

  test('its worst is in the first screen, in red, and its button activates again', async () => {
    await page.viewport(800, 600)
    const host = new FakeHost()
    host.problems = [
      { where: 'quarantine/77aa', reason: 'not_a_folder' },
      { where: 'quarantine/b41c.unreadable.1', reason: 'unreadable' },
    ]
    const screen = await openPage(host, 'settings')
    const verdict = screen.getByText('A license on this machine is damaged')
    await expectInView(verdict)
    expect(verdict.element().closest('.notice')?.classList.contains('bad')).toBe(true)
    await expectInView(screen.getByText(/^A file of this license is damaged\. It was set aside/))
    await screen.getByRole('button', { name: 'Show all' }).click()
    await expect.element(screen.getByRole('heading', { name: 'About this machine' })).toBeInViewport()
    await screen.getByRole('button', { name: 'Activate again …' }).click()
    await expect.element(screen.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
    await page.viewport(1280, 800)
  })

  test('warns of an id that a container shares, with the mend, and looks again when asked', async () => {
    const host = new FakeHost().answer('machine.examine', () => ({
      ok: true,
      value: {
        system: 'linux',
        lines: [
          {
            step: 'container',
            state: 'warning',
            detail: 'docker',
            note: 'container_id_shared',
            problem: null,
          },
        ],
        problems: [],
      },
    }))
    const screen = await openPage(host, 'settings')
    await expect.element(step('Container').getByText(/machine-id set/)).toBeVisible()
    await expect.element(step('Container').getByText('note', { exact: true })).toBeVisible()
    await expect.element(screen.getByText('Nothing failed. One step has a note.')).toBeVisible()
    await screen.getByRole('button', { name: 'Look again' }).click()
    await expect.poll(() => host.callsOf('machine.examine')).toHaveLength(2)
    await expect.poll(spoken).toBe('Nothing failed. One step has a note.')
  })
})
