// The link at the page's start that does what a person most likely does next.
import { expect, test } from 'vitest'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'

test('a window that was opened by “Next: Add” leaves the focus on Add, and no link over the page (issue 13)', async () => {
  const screen = await openPage(new FakeHost([]))
  const link = screen.getByRole('link', { name: 'Next: Add' })
  await expect.element(link).toBeInTheDocument()
  ;(link.element() as HTMLElement).focus()
  ;(link.element() as HTMLElement).click()
  await expect.element(screen.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
  await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('Add')
})
