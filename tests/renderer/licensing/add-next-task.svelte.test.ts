// Each task of the Add window begins with its own: no answer to another license, no verdict about another text.
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { code, dialog, key, offline, openWindow, submit, unreachable } from '../support/add-window.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { boxOf } from '../support/in-view.ts'
import { openPage, paste } from '../support/open-page.ts'
import { license, licenseCode, localKey, otherUniqueKey, product, uniqueKey } from '../support/samples.ts'
import vectors from '../../vectors/typed-key-v1.json' with { type: 'json' }

const ROWS: readonly string[] = vectors.read.rows
const add = page.getByRole('button', { name: 'Add' }).first()
const asks = page.getByRole('dialog', { name: words.page.add.askTitle })
const copy = dialog.getByRole('button', { name: 'Copy', exact: true })
const { askForKey, enterNewKey } = words.page.licensing
const ended = everyStatus.filter(({ status, end }) => status === 'expired' && end?.of === 'local_key')
const until = '2027-03-06T12:00:00.000Z'
const expiring = { status: 'expiring', until, end: { at: until, of: 'license' } } as const
let host: FakeHost

beforeEach(() => {
  host = new FakeHost()
})

describe('the window that is opened for another task (issue 13)', () => {
  const refusal = {
    ok: false,
    error: { code: 'older_key', params: { entered: '2026-01-01T00:00:00.000Z', stored: until } },
  } as const

  test('shows step 1 and no answer that was refused for another license; plainly opened, what was typed is there', async () => {
    host = gatheredHost(ended)
    host.answer('licenses.activateOffline', () => refusal as never)
    await openWindow(host)
    await code.fill(licenseCode)
    paste(code.element(), localKey)
    await submit.click()
    await expect.element(page.getByText('Code: older_key')).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await page.getByRole('gridcell', { name: /^Key ended · stopped/ }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: askForKey }).click()
    await expect.element(asks.getByRole('button', { name: 'Copy', exact: true })).toHaveFocus()
    await expect
      .element(asks.getByText(/^The answer replaces the key of Key expired \(Storage\) · •••••-7KQ2M\./))
      .toBeVisible()
    await page.viewport(800, 600)
    const choose = asks.getByRole('button', { name: words.page.add.chooseFile })
    const bar = () => boxOf(asks.getByRole('button', { name: 'SUBMIT' }).element().closest('.actions'))
    await expect.poll(() => bar().top - boxOf(choose.element()).bottom).toBeGreaterThan(0)
    await page.viewport(1280, 800)
    await expect.element(page.getByText('Code: older_key')).not.toBeInTheDocument()
    await expect.element(key).toHaveValue('')
    await userEvent.keyboard('{Escape}')
    await expect.element(asks).not.toBeInTheDocument()
    await expect.element(panel.getByRole('button', { name: askForKey })).toHaveFocus()
    // The details lie above it at this width.
    await userEvent.keyboard('{Escape}')
    await add.click()
    await expect.element(dialog.getByText(words.messages.inspection.kinds.machine_file)).toBeVisible()
  })

  test('says nothing of a field that was empty before', async () => {
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await submit.click()
    const empty = dialog.getByText(/There is no Local License Key yet/)
    await expect.element(empty).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
    await add.click()
    await expect.element(code).toHaveFocus()
    await expect.element(empty).not.toBeInTheDocument()
  })

  test('says which license it is for, with its code, where it was activated online', async () => {
    await openPage(new FakeHost([license('Contoso', [product('Storage', expiring)], expiring)]))
    await page.getByRole('button', { name: enterNewKey }).click()
    await expect.element(dialog.getByText(/^For Contoso.*Storage.* · /)).toBeVisible()
    await expect.element(code).toHaveValue(licenseCode)
    await expect.element(code).toHaveFocus()
    const input = code.element() as HTMLInputElement
    await expect.poll(() => input.selectionEnd).toBe(licenseCode.length)
    expect(input.selectionStart).toBe(0)
    // Not for whoever looks at the screen; what is typed in its place is seen.
    const isHidden = () => getComputedStyle(input).getPropertyValue('-webkit-text-security') === 'disc'
    expect(isHidden()).toBe(true)
    await userEvent.keyboard('0')
    expect(isHidden()).toBe(false)
  })
})

describe('the code of a license that is here is filled, from wherever its window is opened (issue 13)', () => {
  const soon = '2027-03-03T12:00:00.000Z'
  const keyEnds = {
    status: 'expiring',
    until: soon,
    untilOf: 'local_key',
    end: { at: soon, of: 'local_key' },
  } as const
  const inTwoDays = license('Adatum', [product('Network', keyEnds)], { ...keyEnds, mode: 'offline' })
  const online = license('Contoso', [product('Storage', expiring)], expiring)
  const expectFilled = async (replaces: RegExp) => {
    await expect.element(asks.getByText(replaces)).toBeVisible()
    await expect.element(page.getByLabelText('License Code', { exact: true })).toHaveValue(licenseCode)
  }

  test('from the page’s next step, beside a license that a refresh helps', async () => {
    await openPage(new FakeHost([online, inTwoDays]))
    const link = page.getByRole('link', { name: words.page.shell.nextStep(askForKey) })
    await expect.element(link).toBeInTheDocument()
    ;(link.element() as HTMLElement).click()
    await expectFilled(/^The answer replaces the key of Adatum/)
  })

  test('from the notice of ends, which tells of another license too', async () => {
    await openPage(new FakeHost([online, inTwoDays]))
    await page.getByRole('main').getByRole('button', { name: askForKey }).click()
    await expectFilled(/^The answer replaces the key of Adatum/)
  })

  test('from a refresh that asks no server, where one license was activated online', async () => {
    host = new FakeHost([online, license('Adatum', [product('Network')], { mode: 'offline' })])
    host.answer('app.info', () => ({
      ok: true,
      value: { ...info, offlineOnly: true, offlineOnlyLaidDown: true },
    }))
    host.answer('licenses.refresh', () => ({ ok: false, error: { code: 'offline_only', params: {} } }))
    await openPage(host)
    await page.getByRole('button', { name: words.page.licensing.refresh, exact: true }).first().click()
    await page.getByRole('group').getByRole('button', { name: askForKey }).click()
    await expectFilled(/^The answer replaces the key of Contoso/)
  })

  test('from the notice of a seat that was released', async () => {
    host = new FakeHost([license('Contoso', [product('Storage')])])
    host.seatReleased = ['id-Contoso']
    await openPage(host)
    await page.getByRole('main').getByRole('button', { name: words.page.licensing.activateAgain }).click()
    await expect.element(dialog.getByText(/^For Contoso/)).toBeVisible()
    await expect.element(code).toHaveValue(licenseCode)
  })

  test('and two licenses that want a key are not mistaken for one another', async () => {
    await openPage(new FakeHost([inTwoDays, { ...inTwoDays, id: 'other', owner: 'Fabrikam' }]))
    await page.getByRole('main').getByRole('button', { name: askForKey }).click()
    await expect.element(asks).toBeVisible()
    await expect.element(page.getByLabelText('License Code', { exact: true })).toHaveValue('')
  })
})

describe('step 1 (issue 13)', () => {
  beforeEach(async () => {
    host.answer('machine.request', () => ({
      ok: true,
      value: { uniqueKey, text: uniqueKey, scannable: uniqueKey },
    }))
    await openWindow(host)
    await offline.click()
  })

  test('says to press Ctrl+C as long as the text is selected, and where to send it always, with a link', async () => {
    host.copyOutcome = 'by_hand'
    await copy.click()
    const byHand = dialog.getByText(words.page.shell.copyByHand)
    await expect.element(byHand).toBeVisible()
    await dialog.getByRole('button', { name: 'Show as QR' }).click()
    await expect.element(byHand).not.toBeInTheDocument()
    await expect.element(dialog.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
  })

  test('closes a QR code at Escape before the window', async () => {
    const open = dialog.getByRole('button', { name: 'Show as QR' })
    await open.click()
    await expect.element(dialog.getByRole('img', { name: /^QR code/ })).toBeVisible()
    await userEvent.keyboard('{Escape}')
    await expect.element(open).toHaveFocus()
    await expect.element(open).toHaveAttribute('aria-expanded', 'false')
    await userEvent.keyboard('{Escape}')
    await expect.element(dialog).not.toBeInTheDocument()
  })
})

describe('a notice that a press puts away gives the focus to what comes next (issue 13)', () => {
  const dismiss = page.getByRole('button', { name: words.page.shell.dismiss })

  test('the next notice, and after the last of them the table', async () => {
    host = new FakeHost([license('Contoso', [product('Storage', expiring)], expiring)])
    host.answer('licenses.refresh', () => unreachable as never)
    await openPage(host)
    await page.getByRole('button', { name: words.page.licensing.refresh }).first().click()
    await expect.element(page.getByText(words.page.licensing.refreshFailed)).toBeVisible()
    await dismiss.first().click()
    await expect.element(page.getByText(words.page.licensing.refreshFailed)).not.toBeInTheDocument()
    await expect
      .poll(
        () =>
          document.activeElement?.closest('.notice')?.textContent ??
          document.activeElement?.outerHTML.slice(0, 300) ??
          '',
      )
      .toContain('Contoso (Storage): ')
    await dismiss.click()
    await expect.element(dismiss).not.toBeInTheDocument()
    await expect.element(page.getByRole('combobox')).toHaveFocus()
  })
})

describe('another text in the same field (issue 13)', () => {
  test('ends the verdict about the one that it was pasted over, and its own says what to do', async () => {
    await openWindow(host)
    await code.fill('rubbish')
    await userEvent.keyboard('{Enter}')
    await expect.element(code).toHaveAttribute('aria-invalid', 'true')
    ;(code.element() as HTMLInputElement).select()
    paste(code.element(), otherUniqueKey)
    await expect.element(dialog.getByText(words.page.add.isOtherUniqueKey)).toBeVisible()
    await expect.element(code).not.toHaveAttribute('aria-invalid')
    await expect.element(code).toHaveValue('')
    expect(words.page.add.isOtherUniqueKey).toMatch(/Paste what the vendor sent\.$/)
  })

  test('in Local License Key ends that there was none', async () => {
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await submit.click()
    paste(key.element(), otherUniqueKey)
    await expect.element(dialog.getByText(words.page.add.isOtherUniqueKey)).toBeVisible()
    await expect.element(key).not.toHaveAttribute('aria-invalid')
  })
})

describe('a key that cannot be sent as it is (issue 13)', () => {
  beforeEach(async () => {
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
  })

  test('because it is far too long is said at once, and neither looked at nor sent', async () => {
    await key.fill('x'.repeat(1_200_000))
    await expect
      .element(dialog.getByText(/too long to be a Local License Key.*paste only the key/))
      .toBeVisible()
    await submit.click()
    await expect.element(key).toHaveFocus()
    expect(host.callsOf('licenses.inspect')).toHaveLength(0)
    expect(host.callsOf('licenses.activateOffline')).toHaveLength(0)
    await key.fill('x')
    await expect.element(key).not.toHaveAttribute('aria-invalid')
  })

  test('because rows are missing says beside SUBMIT which and how many, in red at the row, and is not sent', async () => {
    const row = (number: number) => page.getByRole('textbox', { name: `Row ${number}`, exact: true })
    await page.getByRole('radio', { name: /row by row/ }).click()
    for (const number of [1, 2, 3]) await row(number).fill(ROWS[number - 1] ?? '')
    await row(4).fill((ROWS[3] ?? '').slice(0, 11))
    await submit.click()
    await expect.element(dialog.getByText('Row 4 is incomplete. 4 rows are missing.')).toBeVisible()
    await expect.element(row(4)).toHaveFocus()
    await expect.element(row(4)).toHaveAttribute('aria-invalid', 'true')
    await expect.element(row(4)).toHaveAccessibleDescription('10 of 30 letters')
    expect(host.callsOf('licenses.activateOffline')).toHaveLength(0)
    await row(4).fill((ROWS[3] ?? '').slice(0, 12))
    await expect.element(row(4)).not.toHaveAttribute('aria-invalid')
    await row(8).fill('2'.repeat(58))
    await expect.element(row(8)).toHaveAccessibleDescription('58 letters instead of 25.')
  })
})
