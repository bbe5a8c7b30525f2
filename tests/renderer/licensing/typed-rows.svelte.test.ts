// A Local License Key that is typed row by row, as from paper.
import { beforeEach, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { activated, code, dialog, drop, key, offline, openWindow, submit } from '../support/add-window.ts'
import { expectInView } from '../support/in-view.ts'
import { FakeHost } from '../support/fake-host.ts'
import { paste } from '../support/open-page.ts'
import { licenseCode, localKey } from '../support/samples.ts'
import vectors from '../../vectors/typed-key-v1.json' with { type: 'json' }

/** Eight rows; the last one is a group shorter. */
const ROWS: readonly string[] = vectors.read.rows
const TEXT = ROWS.join('\n')
const letters = (row: string) => row.replaceAll(' ', '').toLowerCase()

let host: FakeHost
const row = (number: number) => page.getByRole('textbox', { name: `Row ${number}`, exact: true })
const byRows = page.getByRole('radio', { name: /row by row/ })

beforeEach(async () => {
  host = new FakeHost()
  host.answer('licenses.activateOffline', () => activated)
  await openWindow(host)
  await code.fill(licenseCode)
  await offline.click()
})

describe('a key that is typed', () => {
  test('moves on by itself, tells each row, and is sent when all are right', async () => {
    await byRows.click()
    await row(1).click()
    for (const [index, text] of ROWS.entries()) {
      await expect.element(row(index + 1)).toHaveFocus()
      // The last letter is typed as by a hand, the rest at once.
      await row(index + 1).fill(letters(text).slice(0, -1))
      await userEvent.keyboard(letters(text).slice(-1))
      if (index < ROWS.length - 1) await expect.element(row(index + 1)).toHaveValue(text)
    }
    // All of it is there: the rows become one line, and the next key press sends them.
    await expect.element(dialog.getByText('Typed key')).toBeVisible()
    await expect.element(submit).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog).not.toBeInTheDocument()
    const [sent] = host.callsOf('licenses.activateOffline') as { offlineKey: string }[]
    expect(sent?.offlineKey.replaceAll(/^ *\d+: */gm, '').trim()).toBe(TEXT)
  })

  test('knows after row 1 how many rows there are, and how long the last one is', async () => {
    await byRows.click()
    await expect.element(row(7)).not.toBeInTheDocument()
    await row(1).fill(ROWS[0] ?? '')
    await expect.element(row(8)).toBeVisible()
    await expect.element(row(9)).not.toBeInTheDocument()
    await row(8).fill((ROWS[7] ?? '').slice(0, 11))
    await expect.element(row(8)).toHaveAccessibleDescription('10 of 25 letters')
  })

  test('says “check row 3” as soon as it is full, names a strange letter, and forgets it when it is mended', async () => {
    await byRows.click()
    await row(1).fill(ROWS[0] ?? '')
    const wrong = (ROWS[2] ?? '').replace(/^D/, 'E')
    await row(3).fill(wrong)
    await expect.element(row(3)).toHaveAttribute('aria-invalid', 'true')
    await expect.element(row(3)).toHaveAccessibleDescription('Compare it with the paper, letter by letter.')
    await row(3).fill(wrong.replace('E', 'U'))
    await expect.element(row(3)).toHaveAccessibleDescription('“U” is in no key.')
    await row(3).fill(ROWS[3] ?? '')
    await expect.element(row(3)).toHaveAccessibleDescription(/looks like row 4/)
    await row(3).fill(ROWS[2] ?? '')
    await expect.element(row(3)).not.toHaveAttribute('aria-invalid')
  })

  test('is walked by the keyboard: arrows, and back from an empty row', async () => {
    await byRows.click()
    await row(2).click()
    await userEvent.keyboard('{ArrowDown}')
    await expect.element(row(3)).toHaveFocus()
    await userEvent.keyboard('{Backspace}')
    await expect.element(row(2)).toHaveFocus()
    await userEvent.keyboard('{ArrowUp}{ArrowUp}')
    await expect.element(row(1)).toHaveFocus()
  })
})

describe('Tab behind a row that jumped to the next by itself', () => {
  const type = (number: number) => userEvent.keyboard(letters(ROWS[number - 1] ?? ''))

  beforeEach(async () => {
    await byRows.click()
    await row(1).click()
  })

  test('skips none: each row is typed and left with Tab, and all of them are right', async () => {
    for (const index of ROWS.keys()) {
      await expect.element(row(index + 1)).toHaveFocus()
      await type(index + 1)
      await userEvent.keyboard('{Tab}')
    }
    await expect.element(dialog.getByText('Typed key')).toBeVisible()
    await expect.element(submit).toHaveFocus()
  })

  test('leaves at the second', async () => {
    await type(1)
    await userEvent.keyboard('{Tab}')
    await expect.element(row(2)).toHaveFocus()
    await userEvent.keyboard('{Tab}')
    await expect.element(row(3)).toHaveFocus()
    await userEvent.keyboard('{Tab}')
    await expect.element(row(4)).toHaveFocus()
  })

  test('leaves once something was typed there, or the person came there', async () => {
    await type(1)
    await userEvent.keyboard('e{Tab}')
    await expect.element(row(3)).toHaveFocus()
    await userEvent.keyboard('{ArrowUp}{Tab}')
    await expect.element(row(3)).toHaveFocus()
  })

  test('goes back with Shift, at once', async () => {
    await type(1)
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
    await expect.element(row(1)).toHaveFocus()
    await userEvent.keyboard('{Tab}')
    await expect.element(row(2)).toHaveFocus()
  })
})

describe('SUBMIT with an empty row between filled ones', () => {
  beforeEach(() => byRows.click())

  test('names it before those that stand a row too far down, and goes there', async () => {
    host.answer('licenses.activateOffline', () => ({
      ok: false,
      error: { code: 'typed_key_row_wrong', params: { row: 3, looksLikeRow: 2 } },
    }))
    await row(1).fill(ROWS[0] ?? '')
    await row(3).fill(ROWS[1] ?? '')
    await row(4).fill(ROWS[2] ?? '')
    await submit.click()
    await expect.element(row(2)).toHaveFocus()
    await expect.element(row(2)).toHaveAttribute('aria-invalid', 'true')
    await expect.element(page.getByText('Row 2 is empty. Check row 3, 4.').first()).toBeVisible()
  })

  test('names it before what is not begun yet', async () => {
    await row(1).fill(ROWS[0] ?? '')
    await row(3).fill(ROWS[2] ?? '')
    await row(4).fill((ROWS[3] ?? '').slice(0, 5))
    await submit.click()
    await expect.element(row(2)).toHaveFocus()
    await expect
      .element(page.getByText('Row 2 is empty. Row 4 is incomplete. 4 rows are missing.').first())
      .toBeVisible()
  })
})

describe('a key of rows that is pasted', () => {
  test('into the text field is shown row by row, a lost row is noticed, and the caret stands there', async () => {
    paste(key.element(), `> Dear operator,\n> ${ROWS.filter((_, index) => index !== 4).join('\n> ')}\n`)
    await expect.element(row(8)).toHaveValue(ROWS[7] ?? '')
    await expect.element(row(5)).toHaveValue('')
    await expect.element(row(5)).toHaveFocus()
    await expect.element(page.getByText('7 of 8 rows are right.')).toBeVisible()
  })

  test('into License Code turns offline licensing on and goes to the rows', async () => {
    await offline.click()
    paste(code.element(), TEXT)
    await page.getByRole('button', { name: 'Replace' }).click()
    await expect.element(row(1)).toHaveValue(ROWS[0] ?? '')
    await expect.element(offline).toBeChecked()
    await expect.element(code).toHaveValue(licenseCode)
  })

  test('or dropped as a file is shown with the row to check', async () => {
    drop(new File([TEXT.replace('WDMNR', 'WDNMR')], 'key.txt'))
    await expect
      .element(page.getByText('key.txt was read into Local License Key. Check row 6.').first())
      .toBeVisible()
  })

  test('becomes text again, with row numbers, and back', async () => {
    await byRows.click()
    paste(row(1).element(), TEXT)
    await page.getByRole('button', { name: 'Replace' }).click()
    await page.getByRole('radio', { name: /text or a file/ }).click()
    await expect.element(key).toHaveValue(ROWS.map((text, index) => ` ${index + 1}:  ${text}\n`).join(''))
    await byRows.click()
    await expect.element(row(8)).toHaveValue(ROWS[7] ?? '')
  })
})

describe('a row that is wrong (issue 13.4)', () => {
  const wrong = (ROWS[2] ?? '').replace(/^D/, 'E')

  test('has its letters in fives while they are typed, and the caret stays where the hand is', async () => {
    await byRows.click()
    await row(3).click()
    await userEvent.keyboard('edqj0kb1d')
    await expect.element(row(3)).toHaveValue('EDQJ0 KB1D')
    await userEvent.keyboard('{Home}{ArrowRight}7')
    await expect.element(row(3)).toHaveValue('E7DQJ 0KB1D')
    expect((row(3).element() as HTMLInputElement).selectionStart).toBe(2)
    await row(3).fill(letters(wrong))
    await expect.element(row(3)).toHaveValue(wrong)
  })

  test('has the focus after SUBMIT, and no box covers it', async () => {
    host.answer('licenses.activateOffline', () => ({
      ok: false,
      error: { code: 'typed_key_row_wrong', params: { row: 3, looksLikeRow: null } },
    }))
    await byRows.click()
    for (const [index, text] of ROWS.entries()) await row(index + 1).fill(index === 2 ? wrong : text)
    await submit.click()
    await expect.element(row(3)).toHaveFocus()
    await expect.element(row(3)).toHaveAccessibleDescription('Compare it with the paper, letter by letter.')
    await expectInView(row(3))
    // Once, above the rows; the row itself says what to do.
    expect(dialog.getByText('Check row 3.').elements()).toHaveLength(1)
    await expect.element(page.getByText(/^Code: /)).not.toBeInTheDocument()
  })
})

test('a machine file that is pasted into a row goes to the text field, whole', async () => {
  await byRows.click()
  paste(row(2).element(), localKey)
  await expect.element(key).toHaveValue(localKey)
})
