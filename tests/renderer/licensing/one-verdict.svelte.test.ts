// What the Add window says is about what is in its fields now: words about an earlier text go with the next one.
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { code, dialog, key, offline, openWindow, submit } from '../support/add-window.ts'
import { FakeHost } from '../support/fake-host.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { paste } from '../support/open-page.ts'
import { licenseCode, localKey } from '../support/samples.ts'
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
      const places = () =>
        [...dialog.element().querySelectorAll('button, input, textarea, h3')].map((one) => {
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
