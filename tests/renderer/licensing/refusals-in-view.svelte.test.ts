// Whatever the window that adds a license is answered: why, and what to do next, are before the person.
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { contract } from '#shared/contract/contract.ts'
import { ERRORS, type ErrorCode } from '#shared/contract/errors.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { longFailure } from '../../support/long-parameters.ts'
import { code, dialog, key, offline, openWindow, submit } from '../support/add-window.ts'
import { FakeHost, info } from '../support/fake-host.ts'
import { expectWithinTabs, hiddenPart } from '../support/in-view.ts'
import { endLooks, SMALLEST, takeLook } from '../support/looks.ts'
import { licenseCode, localKey } from '../support/samples.ts'

const button = (name: string) => dialog.getByRole('button', { name, exact: true })

/** What its words ask for; where they ask for nothing that the window has, it is to try again. */
function nextAction(failing: ErrorCode, todo: string) {
  const { add } = words.page
  const offlineInstead = button(add.activateOffline)
  if (offlineInstead.elements().length > 0) return offlineInstead
  if (todo.includes(info.vendor.supportEmail))
    return dialog.getByRole('link', { name: info.vendor.supportEmail })
  if (failing === 'code_or_machine_mismatch' || failing === 'other_machine') return button(add.copyUniqueKey)
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
      await expect.element(box).toHaveFocus()
      const { todo } = words.explain(failure, { vendor: info.vendor.name, support: info.vendor.supportEmail })
      try {
        expect(hiddenPart(box.element())).toBe('')
        expect(hiddenPart(submit.element())).toBe('')
        await expectWithinTabs(nextAction(failing, todo), 2)
      } catch (error) {
        faults.push(`${failing}: ${String(error).split('\n')[0]}`)
      }
    }
    await endLooks()
    expect(faults).toEqual([])
  },
)
