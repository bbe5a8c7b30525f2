// Bad days, each to its end: what the operator sees, what they press next, and the product that may run (issue 13).
import type { Locator, Page } from '@playwright/test'
import { DAY } from '#shared/instant.ts'
import { Scene } from '#tests/contracts/every-status/scenario.ts'
import { standBetween } from '#tests/support/between.ts'
import { must } from '#tests/support/must.ts'
import { deskOnTerminal, hasTerminals, shellWords } from '#tests/support/terminal.ts'
import {
  CODE,
  CONSOLE,
  drawConsole,
  forbidToWrite,
  machineThatTrusts,
  mayRun,
  onPaper,
  OTHER_MACHINE,
  paste,
  PRODUCT,
  seen,
  show,
  tabTo,
} from './support/bad-day.ts'
import type { Machine, OpenDesk } from './support/desk.ts'
import { activateOnline, openAdd, rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

const dialogOf = (page: Page) => page.getByRole('dialog', { name: /^(Add a license|Ask for a new key)$/ })
const submit = (page: Page) => dialogOf(page).getByRole('button', { name: 'SUBMIT' })
const refresh = (page: Page) => page.getByLabel('Refresh', { exact: true })

type Open = (kind: 'web', machine: Machine) => Promise<OpenDesk>

async function openSmall(open: Open, machine: Machine): Promise<Page> {
  const { page } = await open('web', machine)
  await page.setViewportSize({ width: 800, height: 600 })
  return page
}

/** Step 1 is done: the code is there, and the window waits for the answer. */
async function awaitAnswer(page: Page): Promise<Locator> {
  const dialog = await openAdd(page)
  await dialog.getByLabel('License Code').fill(CODE)
  await dialog.getByLabel('Enable Offline Licensing').check()
  await expect(dialog.getByLabel('Unique Key:')).toHaveValue(/^VIRTUALMETRIC(-[0-9A-Z]{5}){6}$/)
  await dialog.getByLabel('Local License Key').focus()
  return dialog
}

/** The status is in view, and a gate lets the product start. */
async function expectLicensed(page: Page, machine: Machine): Promise<void> {
  await expect(dialogOf(page)).toBeHidden()
  await seen(rows(page).first().getByText('Active', { exact: true }))
  expect((await mayRun(machine)).status).toBe(0)
}

onPaper(
  'no clipboard: the Unique Key is selected, the answer is typed from paper, and one wrong letter in row 3 is found',
  async ({ machine, paper, open }) => {
    const page = await openSmall(open, machine)
    await page.evaluate('Object.defineProperty(navigator, "clipboard", { value: undefined })')
    await page.evaluate('document.execCommand = () => false')
    const dialog = await awaitAnswer(page)
    await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
    await seen(dialog.getByText('press Ctrl+C'), dialog.getByLabel('Unique Key:'))
    expect(await page.evaluate('getSelection().toString()')).toMatch(/^VIRTUALMETRIC/)
    await show(page, 'nothing could be copied')
    await dialog.getByLabel('On paper: row by row').check()
    const row = (number: number) => dialog.getByLabel(`Row ${number}`, { exact: true })
    const typed = await paper.rows()
    for (const [index, letters] of typed.entries()) {
      await row(index + 1).focus()
      await page.keyboard.type((index === 2 ? withWrongEnd(letters) : letters).toLowerCase())
    }
    await submit(page).click()
    await expect(row(3)).toBeFocused()
    await seen(row(3), dialog.getByText('Check row 3.', { exact: true }), submit(page))
    await show(page, 'row 3 is wrong')
    await page.keyboard.press('End')
    await page.keyboard.press('Backspace')
    await page.keyboard.type((typed[2] ?? '').slice(-1))
    await expect(submit(page)).toBeFocused()
    await seen(dialog.getByText('Typed key: Valid'), submit(page))
    await show(page, 'typed from paper')
    await page.keyboard.press('Enter')
    await expectLicensed(page, machine)
  },
)

onPaper(
  '800×600 with the keyboard alone: the next button is two Tabs away at the most',
  async ({ machine, paper, open }) => {
    const page = await openSmall(open, machine)
    await expect(page.getByText('No license is activated')).toBeVisible()
    await show(page, 'at the start')
    await tabTo(page, page.getByRole('link', { name: 'Next: Add', exact: true }), 2)
    await page.keyboard.press('Enter')
    const dialog = dialogOf(page)
    await expect(dialog.getByLabel('License Code')).toBeFocused()
    await page.keyboard.type(CODE)
    await tabTo(page, dialog.getByLabel('Enable Offline Licensing'), 1)
    await page.keyboard.press('Space')
    await tabTo(page, dialog.getByRole('button', { name: 'Copy', exact: true }), 1)
    await page.keyboard.press('Enter')
    await seen(dialog.getByText('Copied'))
    await show(page, 'the Unique Key is copied')
    await tabTo(page, dialog.getByRole('button', { name: 'Next: Enter the answer' }), 1)
    await page.keyboard.press('Enter')
    await expect(dialog.getByLabel('Local License Key')).toBeFocused()
    await paste(page, await paper.mail())
    await expect(submit(page)).toBeFocused()
    await seen(dialog.getByText('Machine file: Valid'), submit(page))
    await show(page, 'the answer is there')
    await page.keyboard.press('Enter')
    await expectLicensed(page, machine)
    await show(page, 'licensed')
  },
)

onPaper(
  'half a mail, a key of another machine, and one from the future as the clock is a year behind: each is told, and a good one taken',
  async ({ machine, paper, open }) => {
    const page = await openSmall(open, machine)
    const dialog = await awaitAnswer(page)
    const mail = await paper.mail()
    await onPaper.step(
      'half a mail is called cut off at once, and the whole one takes its place',
      async () => {
        await paste(page, mail.slice(0, mail.length * 0.6))
        await seen(dialog.getByText('Machine file: Incomplete'), dialog.getByText('Copy the whole key again'))
        await show(page, 'half a mail')
        await expect(dialog.getByRole('button', { name: 'Replace the key' })).toBeFocused()
        await paste(page, mail)
        await seen(dialog.getByText('Machine file: Valid'), submit(page))
        await expect(dialog.getByText('cut off')).toBeHidden()
        await show(page, 'the whole mail')
      },
    )
    await onPaper.step('of another machine: one sentence, and whose Unique Key to send', async () => {
      await submit(page).focus()
      await paste(page, await paper.mail({ fingerprint: OTHER_MACHINE }))
      const toDo = dialog.getByText('Send the Unique Key of this machine to the vendor again.')
      await seen(dialog.getByText('For another machine'), toDo)
      await show(page, 'a key of another machine')
      await expect(submit(page)).toBeDisabled()
      await expect(dialog.getByLabel('License Code')).not.toHaveAttribute('aria-invalid', 'true')
      await dialog.getByRole('button', { name: 'Show', exact: true }).click()
      await seen(dialog.getByRole('button', { name: 'Copy', exact: true }), dialog.getByLabel('Unique Key:'))
      await show(page, 'the Unique Key once more')
    })
    await onPaper.step('from the future: told with the difference', async () => {
      await submit(page).focus()
      await paste(page, await paper.key({ issued: Date.now() + 365 * DAY }))
      await seen(dialog.getByText('differ by 365 days'), dialog.getByText('Set the clock of this machine'))
      await show(page, 'a key from the future')
      await submit(page).click()
      await seen(
        dialog.getByText('the clock of this machine shows'),
        dialog.getByText('Set the clock of this machine'),
      )
      await show(page, 'a key from the future is refused')
    })
    expect((await mayRun(machine)).status).toBe(1)
    await submit(page).focus()
    await paste(page, mail)
    await seen(dialog.getByText('Machine file: Valid'))
    await submit(page).click()
    await expectLicensed(page, machine)
  },
)

const withWrongEnd = (letters: string): string => letters.slice(0, -1) + (letters.endsWith('A') ? 'B' : 'A')

onPaper(
  'a console of 80×24: the Unique Key as QR, a wrong row, and the product that may run',
  async ({ cleanup, machine, paper, page }) => {
    onPaper.skip(!hasTerminals(), 'no terminal can be made here')
    const { options, env } = machine
    const desk = (...args: string[]) => shellWords([...options, ...args])
    const activate = desk('activate', CODE, '--offline-key', '-')
    const then = `; read -r line; ${activate} && ${desk('check', '--product', PRODUCT)}`
    const terminal = deskOnTerminal(cleanup, [...options, 'unique-key', '--qr'], { then, env, size: CONSOLE })
    await terminal.see('machine-id')
    expect(await drawConsole(page, terminal.raw())).toMatch(/^ ?[▀▄█]{30}/)
    await show(page, 'the Unique Key as QR')
    terminal.type('\r')
    for (const [index, row] of (await paper.rows()).entries()) {
      await terminal.see(`Row ${index + 1}`)
      if (index === 2) {
        terminal.type(`${withWrongEnd(row)}\r`)
        await terminal.see('Row 3 of ')
        const screen = await drawConsole(page, terminal.raw())
        expect(screen).toContain('✗ Check row 3')
        expect(screen).toContain('bring it back with the Up arrow')
        await show(page, 'row 3 on the console')
      }
      terminal.type(`${row.toLowerCase()}\r`)
    }
    await terminal.see('Activated (offline).')
    expect(await terminal.ended).toBe(0)
    // Seven products fill the console, and the verdict is below them.
    const screen = await drawConsole(page, terminal.raw())
    expect(screen).toMatch(/^Activated \(offline\)\.$/m)
    expect(screen).toContain(`${PRODUCT}: may run`)
    await show(page, 'licensed on the console')
  },
)

test('the clock a year ahead: a refresh says by how much, and ends it once the clocks agree', async ({
  cleanup,
  open,
}) => {
  const scene = await Scene.open(cleanup, -366)
  const machine = machineThatTrusts(cleanup, await scene.vendor.profile())
  await scene.online({}, await scene.install(machine.dataDir))
  const page = await openSmall(open, machine)
  await seen(rows(page).first().getByText('Check overdue · stopped'))
  await refresh(page).click()
  await seen(
    page.getByText('differ by 366 days').first(),
    page.getByText('Set the clock of this machine').first(),
  )
  await show(page, 'the clocks differ')
  expect((await mayRun(machine)).status).toBe(1)
  scene.moveTo(0)
  await refresh(page).click()
  await expectLicensed(page, machine)
})

onPaper(
  'the data folder not writable: which folder and whom to ask, and what was typed stays',
  async ({ machine, paper, open }) => {
    const giveTheRight = forbidToWrite(machine)
    const page = await openSmall(open, machine)
    const dialog = await awaitAnswer(page)
    await paste(page, await paper.mail())
    await seen(dialog.getByText('Machine file: Valid'))
    await submit(page).click()
    await seen(dialog.getByText(`You have no permission to write in ${machine.dataDir}.`))
    await seen(dialog.getByText('as an administrator'), submit(page))
    await show(page, 'nothing can be stored')
    expect((await mayRun(machine)).status).toBe(1)
    giveTheRight()
    await submit(page).click()
    await expectLicensed(page, machine)
  },
)

onPaper(
  'the key ended yesterday: which date ended, whom to ask, and the window for the new key',
  async ({ machine, paper, open }) => {
    const yesterday = Date.now() - DAY
    const offlineKey = await paper.key({ issued: yesterday - 11 * DAY, expiry: yesterday })
    const { router } = paper.installedAt(yesterday - 10 * DAY)
    must(await router.call('licenses.activateOffline', { code: CODE, offlineKey }))
    const page = await openSmall(open, machine)
    await seen(rows(page).first().getByText('Key ended · stopped'))
    await show(page, 'the key ended')
    expect(await mayRun(machine)).toMatchObject({ status: 1 })
    await rows(page).first().click()
    const details = page.getByRole('dialog', { name: 'Virtualization' })
    const enter = details.getByRole('button', { name: 'Ask for a new key …' })
    await seen(details.getByText('The Local License Key ended on'), details.getByText('licensing@'), enter)
    await show(page, 'the key ended, details')
    await enter.click()
    const dialog = dialogOf(page)
    await seen(dialog.getByLabel('Unique Key:'), dialog.getByRole('button', { name: 'Copy', exact: true }))
    await show(page, 'the window for the new key')
    await paste(page, await paper.mail())
    await seen(dialog.getByText('Machine file: Valid'), submit(page))
    await show(page, 'the new key')
    await submit(page).click()
    await expect(rows(page).first()).toContainText('Active')
    expect((await mayRun(machine)).status).toBe(0)
  },
)

test('the vendor away for a week: how long the product still runs, and a refresh that ends it', async ({
  cleanup,
  open,
}) => {
  const scene = await Scene.open(cleanup, -6.5)
  const between = await standBetween(cleanup, scene.vendor.url, () => undefined)
  const machine = machineThatTrusts(cleanup, await scene.vendor.profile(between.url))
  await scene.online({ checkOutDays: 3 }, await scene.install(machine.dataDir))
  between.bend = (_, __, response) => {
    response.destroy()
    return 'taken'
  }
  scene.moveTo(0)
  const page = await openSmall(open, machine)
  await seen(
    rows(page)
      .first()
      .getByText(/refresh by\s.+\s\(3\sdays\)/),
  )
  await refresh(page).click()
  await seen(page.getByText('The activation server ended the connection.').first())
  await show(page, 'away for a week')
  expect((await mayRun(machine)).status).toBe(0)
  await rows(page).first().click()
  await seen(page.getByText(/^Refresh by\s.*\s\(3\sdays\)\.$/))
  await show(page, 'away for a week, details')
  await page.keyboard.press('Escape')
  between.bend = () => undefined
  await refresh(page).click()
  await expectLicensed(page, machine)
})

test('a sign-in page of the network answers: it is called that, and SUBMIT is enough afterwards', async ({
  vendor,
  machine,
  cleanup,
  open,
}) => {
  const { code } = await vendor.sell('Contoso B.V.')
  const between = await standBetween(cleanup, await vendor.startServer(), (answer) => {
    Object.assign(answer, { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' })
    return undefined
  })
  await vendor.writeProfile(between.url)
  const page = await openSmall(open, machine)
  await activateOnline(page, code)
  const dialog = dialogOf(page)
  await seen(
    dialog.getByText('Something else answered in place of the activation server.'),
    dialog.getByText('Sign in to the network'),
    submit(page),
  )
  await show(page, 'a sign-in page')
  between.bend = () => undefined
  await submit(page).click()
  await expectLicensed(page, machine)
})

onPaper(
  'two answers in the wrong order: the older one is no error and no step back',
  async ({ machine, paper, open }) => {
    const page = await openSmall(open, machine)
    await awaitAnswer(page)
    await paste(page, await paper.key({ issued: Date.now() - DAY }))
    await submit(page).click()
    await expectLicensed(page, machine)
    const dialog = await awaitAnswer(page)
    await paste(page, await paper.key({ issued: Date.now() - 2 * DAY }))
    const verdict = dialog.getByText('Machine file: Already activated with a newer key')
    await seen(verdict, dialog.getByText('Nothing to do'))
    await show(page, 'the older answer')
    await submit(page).press('Enter')
    await seen(verdict, dialog.getByText('The one here was issued on'))
    await expect(dialog.getByText('newer key')).toHaveCount(1)
    await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused()
    await show(page, 'the older answer is not needed')
    await page.keyboard.press('Enter')
    await expectLicensed(page, machine)
  },
)
