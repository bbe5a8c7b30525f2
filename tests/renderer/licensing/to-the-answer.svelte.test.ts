// Step 1 of an offline activation is done: with the keyboard, step 2 is next, whatever the Unique Key was sent by (issue 13).
import { describe, expect, test } from 'vitest'
import { userEvent, type Locator } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { code, dialog, key, offline, openWindow } from '../support/add-window.ts'
import { FakeHost } from '../support/fake-host.ts'
import { boxOf, expectInView, expectWithinTabs } from '../support/in-view.ts'
import { LOOKS, nameOf, takeLook } from '../support/looks.ts'
import { licenseCode, uniqueKey } from '../support/samples.ts'

const { add, shell } = words.page
const next = dialog.getByRole('button', { name: shell.nextStep(add.steps.enter) })
/** Behind what was used last. */
const way = next.last()
const tool = (name: string) => dialog.getByRole('button', { name, exact: true })
const inPanel = (name: string) => tool(name).last()
const sizes = LOOKS.filter(({ theme, forced }) => theme === 'light' && !forced)

interface Way {
  readonly by: string
  /** What is pressed for it, one behind the other. */
  readonly presses: readonly Locator[]
  readonly noClipboard?: boolean
}

const WAYS: readonly Way[] = [
  { by: 'Copy', presses: [tool(shell.copy)] },
  { by: 'hand, where nothing can be copied', presses: [tool(shell.copy)], noClipboard: true },
  { by: 'a file', presses: [tool(add.saveToFile)] },
  { by: 'a QR code', presses: [tool(add.request.qr)] },
  { by: 'a saved QR code', presses: [tool(add.request.qr), inPanel(add.request.saveAs('SVG'))] },
  { by: 'a request', presses: [tool(add.request.open), inPanel(shell.copy)] },
]

async function openStep1(noClipboard: boolean): Promise<void> {
  const host = new FakeHost().answer('machine.request', () => ({
    ok: true,
    value: { uniqueKey, text: uniqueKey, scannable: uniqueKey },
  }))
  if (noClipboard) host.copyOutcome = 'by_hand'
  await openWindow(host)
  await code.fill(licenseCode)
  await offline.click()
}

describe.each(sizes.map((look) => [nameOf(look), look] as const))('at %s', (_, look) => {
  test.each(WAYS)(
    'sent by $by: the way to the answer is within two Tabs',
    async ({ presses, noClipboard = false }) => {
      await takeLook(look)
      await openStep1(noClipboard)
      expect(next.query()).toBeNull()
      for (const one of presses) await one.click()
      await expect.element(way).toBeInTheDocument()
      await expectWithinTabs(way, 2)
      await expectInView(way)
      await userEvent.keyboard('{Enter}')
      await expect.element(key).toHaveFocus()
      await expectInView(key)
    },
  )

  test('nothing moves for it, and it is not seen without the focus', async () => {
    await takeLook(look)
    await openStep1(false)
    const before = boxOf(dialog.element())
    await tool(shell.copy).click()
    await expect.element(next).toBeInTheDocument()
    expect(boxOf(dialog.element()).height).toBe(before.height)
    const { left, top, width, height } = boxOf(next.element())
    expect(document.elementFromPoint(left + width / 2, top + height / 2)?.closest('button')).toBeNull()
  })
})
