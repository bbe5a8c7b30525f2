// A page that ends, hangs or loses its graphics, and an app that is to end in the middle of an activation.
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { WebContents } from 'electron'
import { start } from '#shared/messages/en/start.ts'
import { electronRuntime } from '#tests/support/electron-app.ts'
import type { ElectronApp } from '#tests/support/electron-double/launch.ts'
import { activateOnline } from './support/hands.ts'
import { expect, test } from './support/test.ts'

const { trouble, quitting } = start

/** What the person is asked from now on, and presses. */
async function shown(app: ElectronApp, presses: number, happens: () => Promise<unknown>) {
  await app.evaluate(({ dialog }, response) => {
    const { answers, calls } = dialog as unknown as { answers: object[]; calls: unknown[] }
    calls.splice(0)
    answers.splice(0, Infinity, { response })
  }, presses)
  await happens()
  return () =>
    app.evaluate(({ dialog }) =>
      (dialog as unknown as { calls: { options: { message: string; buttons: string[] } }[] }).calls.map(
        ({ options: { message, buttons } }) => [message, ...buttons],
      ),
    )
}

const happensToPage = (app: ElectronApp, event: string, details: object = {}) =>
  app.evaluate(
    ({ BrowserWindow }, [name, told]) =>
      (BrowserWindow.getAllWindows()[0]?.webContents as WebContents).emit(name as 'responsive', {}, told),
    [event, details] as const,
  )

test('a page that ends or hangs is told, logged and loaded again, not for ever; and nobody quits within an activation (issue 16)', async ({
  open,
  vendor,
}) => {
  test.skip(
    electronRuntime() !== 'electron double',
    'a real page is not told to end, and a real person is asked',
  )
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  await vendor.writeProfile(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`)
  const { page, electron } = await open('desktop')
  if (!electron) throw new Error('this is no desktop app')
  const app = electron
  const heading = page.getByRole('heading', { name: 'Licensing' })
  const mark = async () => {
    await expect(heading).toBeVisible()
    await page.evaluate('document.querySelector("h1").textContent = "left over"')
    await expect(heading).toBeHidden()
  }
  const crash = () => happensToPage(app, 'render-process-gone', { reason: 'crashed', exitCode: 5 })

  await test.step('its page ends: another is loaded', async () => {
    await mark()
    const asked = await shown(app, 0, crash)
    await expect.poll(asked).toEqual([[trouble.ended, trouble.load, trouble.quit]])
    await expect(heading).toBeVisible()
    await expect.poll(() => app.output()).toContain('the page has ended: crashed (5)')
  })

  await test.step('it hangs: another is loaded, and what we ended ourselves is told to nobody', async () => {
    await mark()
    const asked = await shown(app, 1, () => happensToPage(app, 'unresponsive'))
    await expect(heading).toBeVisible()
    expect(await asked()).toEqual([[trouble.hangs, trouble.wait, trouble.load]])
  })

  await test.step('what is loaded for it ends by itself, before it is there: told, and loaded again', async () => {
    const load = (held: boolean) =>
      app.evaluate(({ BrowserWindow }, isHeld) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents as Partial<WebContents>
        if (isHeld) contents.reload = () => undefined
        else delete contents.reload
      }, held)
    await load(true)
    const asked = await shown(app, 1, () => happensToPage(app, 'unresponsive'))
    await expect.poll(asked).toEqual([[trouble.hangs, trouble.wait, trouble.load]])
    await expect.poll(() => app.output()).toContain('the page has ended: killed (9)')
    await load(false)
    await mark()
    // A system that is out of memory kills it.
    const again = await shown(app, 0, () =>
      happensToPage(app, 'render-process-gone', { reason: 'killed', exitCode: 9 }),
    )
    await expect.poll(again).toEqual([[trouble.ended, trouble.load, trouble.quit]])
    await expect(heading).toBeVisible()
  })

  await test.step('the graphics are lost: told once, and other helpers not at all', async () => {
    const gone = (type: string) =>
      app.evaluate(
        ({ app: electronApp }, kind) =>
          electronApp.emit('child-process-gone', {}, { type: kind, reason: 'crashed', exitCode: 7 }),
        type,
      )
    const asked = await shown(app, 0, async () => {
      for (const type of ['Utility', 'GPU', 'GPU']) await gone(type)
    })
    expect(await asked()).toEqual([[trouble.graphics, trouble.goOn, trouble.load]])
    await expect.poll(() => app.output()).toContain('a process of the app has ended: GPU, crashed (7)')
  })

  await test.step('an activation is under way: who goes on working does', async () => {
    await activateOnline(page, (await vendor.sell('Contoso B.V.')).code)
    await expect(page.getByRole('button', { name: 'Contacting' })).toBeVisible()
    const asked = await shown(app, 0, () => app.evaluate(({ app: electronApp }) => electronApp.quit()))
    await expect.poll(asked).toEqual([[quitting.message, quitting.wait, quitting.stop]])
    await expect(page.getByRole('button', { name: 'Contacting' })).toBeVisible()
    await page.getByRole('button', { name: 'Cancel' }).click()
  })

  await test.step('the page ends again and again: nothing is offered but to quit', async () => {
    const asked = await shown(app, 0, () => Promise.resolve())
    await app.evaluate(({ app: electronApp }) => {
      electronApp.quit = () => void Object.assign(globalThis, { quits: true })
    })
    await crash()
    await expect.poll(asked).toEqual([[trouble.endsAgain, trouble.quit]])
    expect(await app.evaluate(() => (globalThis as unknown as { quits?: boolean }).quits)).toBe(true)
  })
  silent.closeAllConnections()
  silent.close()
})
