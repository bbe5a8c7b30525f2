// The window that adds a license: online, offline, and pasting anything anywhere.
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { MethodResult } from '#shared/contract/contract.ts'
import { activated, code, dialog, drop, key, offline, openWindow, submit } from '../support/add-window.ts'
import { FakeHost, identity, info, later } from '../support/fake-host.ts'
import { spoken } from '../support/grid.ts'
import { expectWithinTabs } from '../support/in-view.ts'
import { paste } from '../support/open-page.ts'
import {
  contoso,
  licenseCode,
  localKey,
  mistypedCode,
  otherUniqueKey,
  uniqueKey,
} from '../support/samples.ts'

let host: FakeHost

beforeEach(() => {
  host = new FakeHost()
})

describe('activating online', () => {
  test('sends the code, closes, shows the rows, says what was activated and gives the focus to the first of them', async () => {
    host.answer('licenses.activateOnline', () => {
      host.licenses = [contoso]
      return activated
    })
    await openWindow(host)
    await code.fill(licenseCode)
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText('Contoso B.V.: 7 products activated').first()).toBeVisible()
    await expect.element(page.getByText('Showing 1 to 7 of 7 entries')).toBeVisible()
    await expect.element(dialog).not.toBeInTheDocument()
    await expect.element(page.getByRole('gridcell', { name: 'Contoso B.V.' }).first()).toHaveFocus()
    expect(host.callsOf('licenses.activateOnline')).toEqual([{ code: licenseCode }])
  })

  test('says that it is contacting the server, keeps the input, and cannot be sent twice', async () => {
    const answer = later<MethodResult<'licenses.activateOnline'>>()
    host.answer('licenses.activateOnline', () => answer.promise)
    await openWindow(host)
    await code.fill(licenseCode)
    await userEvent.keyboard('{Enter}')
    const busy = page.getByRole('button', { name: 'Contacting the activation server …' })
    await expect.element(busy).toHaveAttribute('aria-disabled', 'true')
    await userEvent.keyboard('{Enter}{Enter}')
    await expect.element(code).toHaveValue(licenseCode)
    answer.arrive(activated)
    await expect.element(dialog).not.toBeInTheDocument()
    expect(host.callsOf('licenses.activateOnline')).toHaveLength(1)
  })

  test('takes another issuer’s code as it is', async () => {
    const vendor = { ...info.vendor, codeForm: 'any' as const }
    host.answer('app.info', () => ({ ok: true, value: { ...info, vendor } }))
    host.answer('licenses.activateOnline', () => activated)
    await openWindow(host)
    await code.fill('demo-key/2026')
    await submit.click()
    await expect.element(dialog).not.toBeInTheDocument()
    expect(host.callsOf('licenses.activateOnline')).toEqual([{ code: 'demo-key/2026' }])
  })

  test('asks for a code when there is none, without asking the server', async () => {
    await openWindow(host)
    await submit.click()
    await expect.element(page.getByText(/There is no License Code yet/)).toBeVisible()
    await expect.element(code).toHaveFocus()
    await expect.element(code).toHaveAttribute('aria-invalid', 'true')
    expect(host.callsOf('licenses.activateOnline')).toHaveLength(0)
  })

  test('calls no code mistyped that may have any form, and sends it as it was typed (issue 12.12)', async () => {
    const vendor = { ...info.vendor, codeForm: 'any' as const }
    host.answer('app.info', () => ({ ok: true, value: { ...info, vendor } }))
    host.answer('licenses.activateOnline', () => activated)
    await openWindow(host)
    const foreign = mistypedCode.toLowerCase()
    await code.fill(foreign)
    await submit.click()
    await expect.poll(() => host.callsOf('licenses.activateOnline')).toEqual([{ code: foreign }])
  })

  test('finds a mistyped code when the field is left, not while typing', async () => {
    await openWindow(host)
    await code.fill(mistypedCode)
    await expect.element(page.getByText(/typing error/)).not.toBeInTheDocument()
    await userEvent.keyboard('{Tab}')
    await expect.element(page.getByText(/There is a typing error in the License Code/)).toBeVisible()
    await expect.element(code).toHaveAccessibleDescription(/typing error/)
    await code.fill(licenseCode)
    await expect.element(page.getByText(/typing error/)).not.toBeInTheDocument()
  })
})

describe('activating offline', () => {
  test('a key folds what it no longer needs, also in a window that was open before a way to another page', async () => {
    await openWindow(host)
    await userEvent.keyboard('{Escape}')
    await page.getByRole('link', { name: 'Activity' }).click()
    await expect.element(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
    await page.getByRole('link', { name: 'Licensing' }).click()
    await page.getByRole('button', { name: 'Add' }).first().click()
    await code.fill(licenseCode)
    await offline.click()
    await key.fill(localKey)
    await expect.element(dialog.getByRole('button', { name: 'Replace', exact: true })).toBeVisible()
    await expect.element(submit).toHaveFocus()
  })

  test('shows the Unique Key, copies it, saves it, and sends code and key', async () => {
    host.answer('licenses.activateOffline', () => activated)
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await expect.element(page.getByLabelText('Unique Key:')).toHaveValue(uniqueKey)
    await expect
      .element(page.getByText('You should provide us this unique key to get your local license key'))
      .toBeVisible()
    await expect
      .element(page.getByText('Enter your local license key provided by VirtualMetric'))
      .toBeVisible()
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.element(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(host.copied).toEqual([uniqueKey])
    await page.getByRole('button', { name: 'Save to file' }).click()
    expect(host.saved.map((file) => file.content)).toEqual([`${uniqueKey}\n`])
    await key.fill(localKey)
    await submit.click()
    await expect.element(page.getByText('Contoso B.V.: 7 products activated').first()).toBeVisible()
    expect(host.callsOf('licenses.activateOffline')).toEqual([{ code: licenseCode, offlineKey: localKey }])
  })

  test('selects the Unique Key and says how to copy it where the browser does not let the page', async () => {
    host.copyOutcome = 'by_hand'
    await openWindow(host)
    await offline.click()
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect.element(page.getByLabelText('Unique Key:')).toHaveFocus()
    await expect.element(page.getByText(/press Ctrl\+C/).first()).toBeVisible()
  })

  test('says why there is no Unique Key and how to mend it', async () => {
    host.answer('machine.uniqueKey', () => ({
      ok: false,
      error: { code: 'machine_id_missing', params: { system: 'linux' } },
    }))
    await openWindow(host)
    await offline.click()
    await expect.element(page.getByText(/^Run “systemd-machine-id-setup”/)).toBeVisible()
  })

  test('says where an administrator’s machine id is', async () => {
    const value = { ...identity, source: 'file' as const, from: '/d/machine-id', advice: [] }
    host.answer('machine.uniqueKey', () => ({ ok: true, value }))
    await openWindow(host)
    await offline.click()
    await expect.element(dialog.getByText(/set the machine id .*: \/d\/machine-id$/)).toBeVisible()
  })

  test('says that an id looks like an image’s or a clone’s', async () => {
    host.answer('machine.uniqueKey', () => ({
      ok: true,
      value: { ...identity, advice: ['id_often_shared'] },
    }))
    await openWindow(host)
    await offline.click()
    await expect
      .element(dialog.getByText(/^Many machines have this id.*systemd-machine-id-setup/))
      .toBeVisible()
    await expect.element(submit).not.toHaveAttribute('aria-disabled')
  })

  test('asks for the key when there is none', async () => {
    await openWindow(host)
    await code.fill(licenseCode)
    await offline.click()
    await submit.click()
    await expect.element(page.getByText(/There is no Local License Key yet/)).toBeVisible()
    await expect.element(key).toHaveFocus()
  })

  test('reads a file that is dropped on the window, and refuses one that is too large', async () => {
    await openWindow(host)
    drop(new File([localKey], 'contoso.lic'))
    await expect.element(key).toHaveValue(localKey)
    await expect.element(page.getByText('contoso.lic was read into Local License Key.').first()).toBeVisible()
    drop(new File(['x'.repeat(300_000)], 'movie.mp4'))
    await expect.element(page.getByText(/^movie.mp4 is larger than 256 kB/).first()).toBeVisible()
    await expect.element(key).toHaveValue(localKey)
  })

  test('is ticked from the start where the installation works offline only', async () => {
    host.answer('app.info', () => ({ ok: true, value: { ...info, offlineOnly: true } }))
    await openWindow(host)
    await expect.element(offline).toBeChecked()
  })
})

describe('pasting', () => {
  test('puts a Local License Key that was pasted into License Code where it belongs, whole, and says so', async () => {
    await openWindow(host)
    const mail = `Dear operator,\n\n> ${localKey}\nKind regards`
    paste(code.element(), mail)
    await expect.element(offline).toBeChecked()
    await expect.element(key).toHaveValue(mail)
    await expect.element(code).toHaveValue('')
    await expect
      .element(dialog.getByText('The Local License Key is now in step 2. Now enter the License Code.'))
      .toBeVisible()
    await expect.element(code).toHaveFocus()
  })

  test('puts a License Code that was pasted into Local License Key where it belongs', async () => {
    await openWindow(host)
    await offline.click()
    paste(key.element(), `${licenseCode}\n`)
    await expect.element(code).toHaveValue(licenseCode)
    await expect.element(key).toHaveValue('')
    await expect.element(dialog.getByText(/^The License Code is now in its own field\. Send/)).toBeVisible()
  })

  test('finds code and key in one mail and fills both fields (issue 13.3)', async () => {
    await openWindow(host)
    const mail = `Dear operator,\n\nyour License Code is "${licenseCode.toLowerCase()}".\n\n${localKey}\nKind regards`
    paste(code.element(), mail)
    await expect.element(code).toHaveValue(licenseCode)
    await expect.element(key).toHaveValue(mail)
    await expect.element(submit).toHaveFocus()
    await expect
      .element(dialog.getByText(/^Found a License Code and a Local License Key .* Press SUBMIT\.$/))
      .toBeVisible()
    await userEvent.keyboard('{Escape}')
  })

  test('finds the License Code in a whole mail, and says so (issue 13.3)', async () => {
    await openWindow(host)
    paste(
      code.element(),
      `Dear operator,\n> your code: ${licenseCode}.\nKind regards, Vera of the back office`,
    )
    await expect.element(code).toHaveValue(licenseCode)
    await expect
      .element(dialog.getByText('Found a License Code in what you pasted. Press SUBMIT.'))
      .toBeVisible()
    await expectWithinTabs(submit, 2)
  })

  test.each([
    [
      licenseCode.slice(0, -1),
      'Incomplete: 24 of 25 letters. Compare it with the vendor’s mail, group 5 first; nothing was sent.',
    ],
    [
      mistypedCode,
      'There is a typing error in the License Code. Compare it with the vendor’s mail, group 5 first; nothing was sent.',
    ],
    ['HELLO WORLD', 'Not recognized: no License Code'],
  ])('says of %s what is wrong before anything is sent (issue 13.3)', async (text, said) => {
    await openWindow(host)
    await code.fill(text)
    await submit.click()
    await expect.element(code).toHaveAccessibleDescription(new RegExp(said.replaceAll('.', '\\.')))
    await expect.element(code).toHaveFocus()
    // Where the focus was there before, it would say nothing.
    expect(spoken()).toBe('')
    await userEvent.keyboard('{Enter}')
    await expect.poll(spoken).toContain(said.split('.')[0])
    expect(host.callsOf('licenses.activateOnline')).toEqual([])
  })

  test('names a Unique Key, this machine’s or another’s, and does not take it for a code', async () => {
    await openWindow(host)
    await offline.click()
    await expect.element(page.getByLabelText('Unique Key:')).toHaveValue(uniqueKey)
    paste(code.element(), uniqueKey.toLowerCase())
    await expect.element(page.getByText(/^That is the Unique Key of this machine/).first()).toBeVisible()
    paste(code.element(), otherUniqueKey)
    await expect.element(page.getByText(/^That is the Unique Key of another machine/).first()).toBeVisible()
    await expect.element(code).toHaveValue('')
  })

  test('says so when a Unique Key was typed as a License Code', async () => {
    await openWindow(host)
    await code.fill(uniqueKey)
    await submit.click()
    await expect.element(page.getByText(/This is a Unique Key, not a License Code/)).toBeVisible()
    expect(host.callsOf('licenses.activateOnline')).toHaveLength(0)
  })

  test('brings a pasted License Code into its one spelling', async () => {
    await openWindow(host)
    paste(code.element(), ` ${licenseCode.toLowerCase()} `)
    await expect.element(code).toHaveValue(licenseCode)
  })
})
