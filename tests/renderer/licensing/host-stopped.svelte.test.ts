// While the program behind the page is away nothing is offered that it would have to do, and why is told (issue 13).
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { pressCell } from '../gallery/hands.ts'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso } from '../support/samples.ts'

const { licensing, shell } = words.page
const toolbar = page.getByRole('group', { name: licensing.toolbar })
const tool = (name: string) => toolbar.getByRole('button', { name, exact: true })
let host: FakeHost

beforeEach(() => {
  host = new FakeHost([contoso])
})

test('Refresh, Export and Add are dead and say why, reached by the keyboard too; they come back with the program', async () => {
  await openPage(host)
  await expect.element(page.getByRole('grid')).toBeVisible()
  host.status = 'down'
  for (const name of [licensing.refresh, licensing.export, licensing.add]) {
    await expect.element(tool(name)).toHaveAttribute('aria-disabled', 'true')
    ;(tool(name).element() as HTMLElement).click()
  }
  ;(tool(licensing.refresh).element() as HTMLElement).focus()
  await userEvent.keyboard('ra{Tab}{Shift>}{Tab}{/Shift}')
  await expect.poll(() => page.getByRole('tooltip').element().textContent).toContain(shell.hostStopped.what)
  expect(host.callsOf('licenses.refresh')).toEqual([])
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  host.status = 'up'
  await expect.element(tool(licensing.add)).not.toHaveAttribute('aria-disabled')
  await tool(licensing.add).click()
  await expect.element(page.getByRole('dialog')).toBeVisible()
})

test('what is here can still be copied and printed', async () => {
  await openPage(host)
  await expect.element(page.getByRole('grid')).toBeVisible()
  host.status = 'down'
  await expect.element(tool(licensing.refresh)).toHaveAttribute('aria-disabled', 'true')
  await expect.element(tool(licensing.copy)).toBeEnabled()
  await expect.element(tool(licensing.print)).toBeEnabled()
})

test('neither notices nor details offer it, nor does the page’s start', async () => {
  host = gatheredHost(everyStatus.filter(({ status }) => status === 'grace'))
  await openPage(host)
  await pressCell((name) => name.startsWith(words.statuses.grace.label))
  await expect.element(page.getByRole('dialog')).toBeVisible()
  host.status = 'down'
  await expect.element(page.getByText(shell.hostStopped.what)).toBeVisible()
  const needsHost = [
    licensing.refresh,
    licensing.enterNewKey,
    licensing.export,
    words.messages.deactivation.open,
  ]
  const offered = () =>
    [...document.querySelectorAll<HTMLButtonElement>('.notices button, [role=dialog] button')].filter(
      (button) => needsHost.includes(button.textContent.trim()) && !button.disabled,
    )
  await expect.poll(() => offered().map(({ textContent }) => textContent)).toEqual([])
  await expect.element(page.getByRole('link', { name: /^Next: / })).not.toBeInTheDocument()
})
