// What the system opens with the desktop app, and what is dropped on its page: shown, and never applied.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { page as said } from '#shared/messages/en/page.ts'
import { electronRuntime, launchElectron } from '#tests/support/electron-app.ts'
import { show } from './support/bad-day.ts'
import { rows } from './support/hands.ts'
import { expect, test } from './support/test.ts'

const drop = (page: Page, text: string) =>
  page.evaluate((content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'dropped.lic'))
    document
      .querySelector('h1')
      ?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
  }, text)

/** As Chromium does it, which asks the page first whether it takes a text. */
async function dropText(on: Locator, data: string, mimeType = 'text/plain'): Promise<void> {
  const { x, y, width, height } = (await on.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  const session = await on.page().context().newCDPSession(on.page())
  const at = { x: x + Math.min(width / 2, 20), y: y + height / 2 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', {
      type,
      ...at,
      data: { items: [{ mimeType, data }], dragOperationsMask: 1 },
    })
  await session.detach()
}

test('links, files and drops fill the window that adds a license, apply nothing, and are refused in words (issue 16)', async ({
  machine,
  vendor,
  cleanup,
}) => {
  test.skip(electronRuntime() !== 'electron double', 'a real system is not told to open things here')
  const { code, id } = await vendor.sell('Contoso B.V.')
  const uniqueKey = (JSON.parse((await machine.cli('--json', 'unique-key')).stdout) as { uniqueKey: string })
    .uniqueKey
  const key = await vendor.answer(code, uniqueKey)
  const file = path.join(cleanup.folder(), 'answer.lic')
  writeFileSync(file, key)

  const { appDir, args } = machine.launching
  const link = `activation-desk://activate?code=${code}`
  const { app } = await launchElectron({ appDir, args: [...args, link] })
  cleanup.add(() => app.close())
  const page = await app.firstWindow()
  const dialog = page.getByRole('dialog', { name: 'Add a license' })
  const field = dialog.getByLabel('License Code')
  const again = (...given: string[]) =>
    app.evaluate(
      ({ app: electronApp }, argv) => electronApp.emit('second-instance', {}, argv, '/', {}),
      ['activation-desk', ...given],
    )
  const byMac = (event: 'open-url' | 'open-file', what: string) =>
    app.evaluate(
      ({ app: electronApp }, [name, named]) => {
        let prevented = false
        electronApp.emit(name, { preventDefault: () => (prevented = true) }, named)
        return prevented
      },
      [event, what] as const,
    )
  const close = async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }

  await test.step('a link with which the app was started fills the code', async () => {
    await expect(field).toHaveValue(code)
    await expect(dialog.getByText(said.add.fromLink)).toBeVisible()
    await show(page, 'a link')
  })

  await test.step('another link does not take the place of what stands there', async () => {
    await again(link.replace(code, 'ZZZZZ-ZZZZZ'))
    await expect(dialog.getByText(said.add.linkLeft)).toBeVisible()
    await expect(field).toHaveValue(code)
  })

  await test.step('nor does the code of a file', async () => {
    const other = path.join(cleanup.folder(), 'other.lic')
    writeFileSync(other, `License Code: ${(await vendor.sell('Fabrikam')).code}\n\n${key}`)
    await byMac('open-file', other)
    await expect(dialog.getByText(said.add.fileCodeLeft('other.lic'))).toBeVisible()
    await expect(field).toHaveValue(code)
    await close()
  })

  await test.step('a hostile link is refused with words, whichever way it comes', async () => {
    for (const come of [again, (hostile: string) => byMac('open-url', hostile)]) {
      await come(`${link}&submit=1`)
      const notice = page.getByRole('complementary', { name: 'Notices' })
      await expect(notice).toContainText(said.shell.notOpened.link())
      await notice.getByRole('button', { name: 'Dismiss' }).click()
      await expect(dialog).toBeHidden()
    }
  })

  await test.step('a file that the system opens is inspected, and not applied', async () => {
    await page.getByRole('link', { name: 'About' }).click()
    expect(await byMac('open-file', file)).toBe(true)
    await expect(dialog.getByText('Contoso B.V.').first()).toBeVisible()
    await show(page, 'a file')
    await close()
    await expect(rows(page)).toHaveCount(0)
  })

  await test.step('of two files that are opened at once the second has the window after the first (issue 13)', async () => {
    const second = path.join(cleanup.folder(), 'second.lic')
    writeFileSync(second, key)
    for (const both of [
      async () => {
        await byMac('open-file', file)
        await byMac('open-file', second)
      },
      () => again(file, second),
    ]) {
      await both()
      await expect(dialog.getByText(said.add.fileTaken('answer.lic'))).toBeVisible()
      await expect(page.getByText(said.shell.opensNext('second.lic')).first()).toBeAttached()
      await page.keyboard.press('Escape')
      await expect(dialog.getByText(said.add.fileTaken('second.lic'))).toBeVisible()
      await close()
    }
    await expect(rows(page)).toHaveCount(0)
  })

  await test.step('a file of nowhere is told', async () => {
    await again('/nowhere/key.lic')
    await expect(page.getByText(said.shell.notOpened.file_not_readable('key.lic')).first()).toBeVisible()
  })

  await test.step('an empty file was not read into anything, and no name turns the direction of a sentence', async () => {
    const empty = path.join(cleanup.folder(), 'em\u202epty.lic')
    writeFileSync(empty, ' \n')
    await again(empty)
    await expect(dialog.getByText(said.add.fileTaken('em\ufffdpty.lic'))).toBeHidden()
    await expect(dialog.getByText('This is not a Local License Key.').first()).toBeInViewport()
    await close()
  })

  await test.step('a file that is dropped anywhere on the page is inspected, and the page stays', async () => {
    await drop(page, 'this is no key')
    await expect(dialog.getByText(said.add.fileTaken('dropped.lic')).first()).toBeVisible()
    await expect(dialog.getByText('Contoso B.V.')).toBeHidden()
    await close()
    expect((await machine.cli('--json', 'list')).stdout).not.toContain(id)
  })

  await test.step('a text goes into the field that it is dropped on; elsewhere a code or a key opens the window, and nothing else does', async () => {
    const heading = page.getByRole('heading', { level: 1 })
    await page.getByRole('link', { name: 'About' }).click()
    await dropText(heading, 'a text of somebody')
    await dropText(heading, 'https://evil.example/', 'text/uri-list')
    expect(page.url()).toMatch(/#\/?about$/)
    await expect(dialog).toBeHidden()

    await dropText(heading, `Your License Code: ${code}`)
    await expect(field).toHaveValue(code)
    await field.fill('')
    await dropText(field, 'ABC')
    await expect(field).toHaveValue('ABC')
    await field.fill('')
    await dropText(dialog.getByRole('heading').first(), key)
    await expect(dialog.getByRole('group', { name: 'What this key is' })).toContainText('this machine')
    await close()
    expect((await machine.cli('--json', 'list')).stdout).not.toContain(id)
  })
})
