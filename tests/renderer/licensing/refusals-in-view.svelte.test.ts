// Whatever the window that adds a license is answered: why, and what to do next, are before the person.
import { beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { contract } from '#shared/contract/contract.ts'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import vectors from '../../vectors/typed-key-v1.json' with { type: 'json' }
import { longFailure } from '../../support/long-parameters.ts'
import { code, dialog, key, offline, openWindow, submit } from '../support/add-window.ts'
import { FakeHost, identity, info, uninspected } from '../support/fake-host.ts'
import { expectInView, expectWithinTabs, hiddenPart } from '../support/in-view.ts'
import { paste } from '../support/open-page.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { licenseCode, localKey, otherUniqueKey, uniqueKey } from '../support/samples.ts'

const button = (name: string) => dialog.getByRole('button', { name, exact: true })

/** What its words ask for; where they ask for nothing that the window has, it is to try again. */
function nextAction(failing: ErrorCode, todo: string) {
  const { add } = words.page
  const offlineInstead = button(add.activateOffline)
  if (offlineInstead.elements().length > 0) return offlineInstead
  if (todo.includes(info.vendor.supportEmail))
    return dialog.getByRole('link', { name: info.vendor.supportEmail })
  if (failing === 'code_or_machine_mismatch' || failing === 'other_machine') return button(add.copyUniqueKey)
  if (failing === 'older_key') return button(words.page.shell.close).last()
  const { blames } = ERRORS[failing]
  if (blames.includes('code')) return button(add.correctCode)
  return blames.includes('key') ? button(add.replaceKey) : submit
}

test.each(['licenses.activateOnline', 'licenses.activateOffline'] as const)(
  'every refusal of %s is in view at 800×600, its next action within two Tabs (issue 13)',
  async (method) => {
    const host = new FakeHost()
    await takeLook(SMALLEST)
    await openWindow(host)
    await code.fill(licenseCode)
    if (method === 'licenses.activateOffline') {
      await offline.click()
      await key.fill(localKey)
    }
    const faults: string[] = []
    for (const failing of contract[method].errors) {
      const failure = longFailure(failing)
      host.answer(method, () => ({ ok: false, error: failure }) as never)
      ;(submit.element() as HTMLElement).click()
      await expect.element(page.getByText(`Code: ${failing}`)).toBeInTheDocument()
      const box = dialog.getByRole('group').filter({ hasText: `Code: ${failing}` })
      await expect
        .element(failing === 'older_key' ? button(words.page.shell.close).last() : box)
        .toHaveFocus()
      const { todo } = words.explain(failure, { vendor: info.vendor.name, support: info.vendor.supportEmail })
      try {
        expect(hiddenPart(box.element())).toBe('')
        expect(hiddenPart(submit.element())).toBe('')
        await expectWithinTabs(nextAction(failing, todo), 2)
      } catch (error) {
        faults.push(`${failing}: ${String(error).split('\n')[0]}`)
      }
    }
    expect(faults).toEqual([])
  },
)

const verdicts: readonly (readonly [string, Partial<Inspection>, string])[] = [
  [
    'another machine',
    {
      machine: { is: 'other', certain: false, here: uniqueKey, stated: otherUniqueKey, differentGroups: [1] },
    },
    words.page.add.copyUniqueKey,
  ],
  [
    'not checked yet',
    { verdict: 'could_not_tell', finding: { code: 'license_code_needed', params: {} } },
    words.page.add.enterCode,
  ],
  ['not valid', { finding: { code: 'key_damaged', params: {} } }, words.page.add.replaceKey],
]

describe('offline at 800×600, below the notice of an id that many machines have', () => {
  let host: FakeHost

  beforeEach(async () => {
    host = new FakeHost()
    host.answer('machine.uniqueKey', () => ({
      ok: true,
      value: { ...identity, source: 'file', from: '/d/machine-id', advice: ['id_often_shared'] },
    }))
    await takeLook(SMALLEST)
    await openWindow(host)
    await offline.click()
    await expect.element(dialog.getByText(/^Many machines have this id/)).toBeInTheDocument()
  })

  test('SUBMIT without a code, and then without a key, says so in view, as often as it is pressed', async () => {
    ;(submit.element() as HTMLElement).focus()
    await submit.click()
    await expectInView(dialog.getByText(/^There is no License Code yet/))
    await code.fill(licenseCode)
    for (const press of [1, 2]) {
      await submit.click()
      await expect.element(key).toHaveFocus()
      await expectInView(dialog.getByText(/^There is no Local License Key yet/), `press ${press}`)
      dialog.element().scrollTo({ top: 0 })
      ;(submit.element() as HTMLElement).focus()
    }
  })

  test.each(verdicts)(
    'a key that is judged as %s: verdict and what to do have focus and view',
    async (_, found, action) => {
      host.answer('licenses.inspect', () => ({
        ok: true,
        value: { ...uninspected, kind: 'machine_file', verdict: 'does_not_hold', ...found },
      }))
      await code.fill(licenseCode)
      paste(key.element(), localKey)
      await expect.element(button(action)).toHaveFocus()
      await expectInView(dialog.getByRole('group', { name: words.page.add.inspection }))
      await expectInView(button(action))
    },
  )

  test('a program that stopped is told above the button, and by SUBMIT before anything else', async () => {
    host.status = 'down'
    const said = dialog.getByText('The program behind this page has stopped.')
    await expectInView(said)
    await submit.click()
    await expect.element(dialog.getByText('Code: host_stopped')).toBeInTheDocument()
    await expectInView(said)
    await expect.element(dialog.getByText(/^There is no/)).not.toBeInTheDocument()
    host.status = 'up'
    await expect.element(said).not.toBeInTheDocument()
  })
})

test('the fields of two rows stay in line where one is wrong', async () => {
  await takeLook(SMALLEST)
  await openWindow(new FakeHost())
  await offline.click()
  const topOf = (element: Element) => Math.round(element.getBoundingClientRect().top)
  await dialog.getByRole('radio', { name: words.page.add.keyForms.rows }).click()
  const row = (number: number) => dialog.getByRole('textbox', { name: `Row ${number}`, exact: true })
  const [first = ''] = vectors.read.rows
  await row(1).fill(first)
  await row(2).fill(first)
  await expect.element(dialog.getByText(/^Check row 2/)).toBeVisible()
  expect(topOf(row(6).element())).toBe(topOf(row(2).element()))
})

test('a failure of a text that is gone does not stand beside rows that are judged', async () => {
  const host = new FakeHost()
  host.answer('licenses.activateOffline', () => ({ ok: false, error: { code: 'key_cut_off', params: {} } }))
  await openWindow(host)
  await code.fill(licenseCode)
  await offline.click()
  await key.fill('-----BEGIN MACHINE FILE-----')
  await submit.click()
  await expect.element(dialog.getByText('Code: key_cut_off')).toBeVisible()
  paste(submit.element(), vectors.read.rows.slice(0, 4).join('\n'))
  await expect.element(dialog.getByText(/^4 of \d+ rows are right/)).toBeVisible()
  await expect.element(dialog.getByText('Code: key_cut_off')).not.toBeInTheDocument()
})
