// What the Add window says is about what is in its fields now: words about an earlier text go with the next one.
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { code, dialog, key, offline, openWindow, submit } from '../support/add-window.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { longFailure } from '../../support/long-parameters.ts'
import { FakeHost, uninspected } from '../support/fake-host.ts'
import { expectInView } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { paste } from '../support/open-page.ts'
import { licenseCode, localKey, uniqueKey } from '../support/samples.ts'
import vectors from '../../vectors/typed-key-v1.json' with { type: 'json' }

const ROWS: readonly string[] = vectors.read.rows
let host: FakeHost

beforeEach(() => {
  host = new FakeHost()
})

const refusal = { ok: false, error: { code: 'key_cut_off', params: {} } } as const

async function refused(): Promise<void> {
  host.answer('licenses.activateOffline', () => refusal)
  await openWindow(host)
  await code.fill(licenseCode)
  await offline.click()
  await key.fill('-----BEGIN MACHINE FILE-----')
  await submit.click()
  await expect.element(page.getByText('Code: key_cut_off')).toBeVisible()
}

describe('the window that is opened again', () => {
  test('has the code selected, so that typing replaces it, and what was said of the old one goes (issue 13)', async () => {
    await refused()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await page.getByRole('button', { name: 'Add' }).first().click()
    await expect.element(code).toHaveFocus()
    await expect.element(code).toHaveValue(licenseCode)
    await userEvent.keyboard(licenseCode)
    await expect.element(code).toHaveValue(licenseCode)
    await userEvent.keyboard('X')
    await expect.element(page.getByText('Code: key_cut_off')).not.toBeInTheDocument()
  })
})

describe('a failure', () => {
  test('of a Local License Key goes when the license is no longer activated with it (issue 13)', async () => {
    await refused()
    await offline.click()
    await expect.element(page.getByText('Code: key_cut_off')).not.toBeInTheDocument()
  })
})

describe('the line beside SUBMIT', () => {
  test('about a row goes when the row is mended, and when a file is pasted (issue 13)', async () => {
    await openWindow(host)
    const wrong = ROWS.with(2, (ROWS[2] ?? '').replace(/^D/, 'E'))
    paste(code.element(), wrong.join('\n'))
    const hint = dialog.getByText('Check row 3.', { exact: true })
    await expect.element(hint.last()).toBeVisible()
    expect(document.querySelector('form .hint')).not.toBeNull()
    await page.getByRole('textbox', { name: 'Row 3', exact: true }).fill(ROWS[2] ?? '')
    await expect.element(hint).not.toBeInTheDocument()
    paste(code.element(), wrong.join('\n'))
    await expect.element(hint.last()).toBeVisible()
    paste(page.getByRole('textbox', { name: 'Row 3', exact: true }).element(), localKey)
    await expect.element(hint).not.toBeInTheDocument()
  })

  test('about a text that was pasted goes when another is typed (issue 13)', async () => {
    await openWindow(host)
    paste(
      code.element(),
      `Dear operator,\n> your code: ${licenseCode}.\nKind regards, Vera of the back office`,
    )
    const found = dialog.getByText(/^Found a License Code in what you pasted/)
    await expect.element(found).toBeVisible()
    await code.fill('ABCDE-FGHJK-MNPQR-STVWX')
    await expect.element(found).not.toBeInTheDocument()
  })
})

describe('that a file was saved', () => {
  test.each([800, 1280])(
    'is said beside its button at %i pixels, moves nothing, and is gone with the next action (issue 13)',
    async (width) => {
      await takeLook({ ...SMALLEST, width, height: width === 800 ? 600 : 800 })
      await openWindow(host)
      await code.fill(licenseCode)
      await offline.click()
      const save = dialog.getByRole('button', { name: 'Save to file' })
      await expect.element(save).toBeVisible()
      const those = [...dialog.element().querySelectorAll('button, input, textarea, h3')]
      const places = () =>
        those.map((one) => {
          const { left, top, width: wide } = one.getBoundingClientRect()
          return `${left},${top},${wide}`
        })
      const before = places()
      await save.click()
      const saved = dialog.getByText(/^Saved: /)
      await expect.element(saved).toBeVisible()
      expect(places()).toEqual(before)
      const [at, from] = [saved, save].map((one) => one.element().getBoundingClientRect())
      expect(Math.abs((at?.top ?? 0) - (from?.bottom ?? 0))).toBeLessThan(12)
      await code.click()
      await expect.element(saved).not.toBeInTheDocument()
    },
  )
})

describe('a key that is older than the one here is no error (issue 13)', () => {
  const issued = { storedIssued: '2026-11-13T03:38:00.000Z', newIssued: '2026-11-12T03:38:00.000Z' }
  const older = { code: 'older_key', params: issued } as const
  const close = dialog.getByRole('button', { name: words.page.shell.close, exact: true }).last()
  const replace = dialog.getByRole('button', { name: words.page.add.replaceKey })
  const toldOfNewer = () => dialog.element().textContent.match(/newer key/gi)?.length ?? 0

  beforeEach(async () => {
    await takeLook(SMALLEST)
    host.answer('licenses.activateOffline', () => ({ ok: false, error: older }))
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
  })

  test('it is said once, SUBMIT sends nothing, and what is left is to close the window', async () => {
    host.answer('licenses.inspect', () => ({
      ok: true,
      value: {
        ...uninspected,
        kind: 'machine_file',
        verdict: 'holds',
        machine: { is: 'this', certain: true, here: uniqueKey, stated: uniqueKey, differentGroups: [] },
        license: { id: 'one', owner: 'Contoso B.V.', expires: null, products: [] },
        issued: issued.newIssued,
        comparison: 'older',
        finding: older,
      },
    }))
    paste(key.element(), localKey)
    await expectInView(dialog.getByText('Machine file: Already activated with a newer key'))
    await expectInView(dialog.getByText(/^The one here was issued on .* Nothing to do/s))
    expect(toldOfNewer()).toBe(1)
    ;(submit.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(close).toHaveFocus()
    expect(host.callsOf('licenses.activateOffline')).toEqual([])
    await expect.element(replace).not.toBeInTheDocument()
    expect(toldOfNewer()).toBe(1)
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog).not.toBeInTheDocument()
  })

  test('so it is where SUBMIT finds it out: in blue, with Close, and nothing is marked as wrong', async () => {
    await key.fill(localKey)
    await submit.click()
    const box = dialog.getByRole('group').filter({ hasText: 'Code: older_key' })
    await expectInView(box)
    await expect.element(box).toHaveClass('info')
    await expect.element(close).toHaveFocus()
    await expect.element(close).toHaveAccessibleDescription(/newer key for this license is already here/)
    await expect.element(replace).not.toBeInTheDocument()
    await expect.element(key).not.toHaveAttribute('aria-invalid')
    expect(toldOfNewer()).toBe(1)
  })

  test('this very key neither: there is nothing to do but to close the window', async () => {
    host.answer('licenses.inspect', () => ({
      ok: true,
      value: { ...uninspected, kind: 'machine_file', verdict: 'holds', comparison: 'same' },
    }))
    paste(key.element(), localKey)
    await expectInView(dialog.getByText(words.page.add.next.nothing))
    await expect.element(close).toHaveClass('primary')
    await expect.element(submit).toHaveClass('secondary')
  })
})

describe('the clock of this machine', () => {
  const past = {
    state: 'problem',
    mark: '2027-03-09T18:00:00.000Z',
    now: '2027-03-01T12:00:00.000Z',
  } as const
  const told = dialog.getByText(/^The clocks of this machine and of the vendor differ by 8 days/)

  beforeEach(async () => {
    await takeLook(SMALLEST)
    host.clock = { ...host.clock, ...past }
  })

  test.each(['server_unreachable', 'tls_untrusted', 'server_timeout'] as const)(
    'is told before %s, which may follow from it, and both are in view (issue 13.14)',
    async (failing) => {
      host.answer('licenses.activateOnline', () => ({ ok: false, error: longFailure(failing) }) as never)
      await openWindow(host)
      await code.fill(licenseCode)
      await submit.click()
      const failure = dialog.getByText(`Code: ${failing}`)
      await expectInView(told)
      await expectInView(failure)
      expect(told.element().compareDocumentPosition(failure.element())).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
      await expectInView(dialog.getByRole('button', { name: words.page.add.activateOffline }))
      await expectInView(submit)
    },
  )

  test('is not told beside what it has nothing to do with, nor twice', async () => {
    await openWindow(host)
    for (const failing of ['license_not_found', 'clock_off'] as const) {
      host.answer('licenses.activateOnline', () => ({ ok: false, error: longFailure(failing) }) as never)
      await code.fill(licenseCode)
      await submit.click()
      await expect.element(dialog.getByText(`Code: ${failing}`)).toBeInTheDocument()
      expect(told.elements()).toEqual([])
    }
  })
})
