// Notifications of the built desktop app: shown outside of the window, a click opens the row, and each comes once.
import { electronRuntime, launchElectron } from '#tests/support/electron-app.ts'
import { expect, test } from './support/test.ts'

interface Shown {
  readonly title: string
  readonly body: string
  emit(event: string): void
}

test('what stopped is told outside of the window, once; a click opens its row (issue 16)', async ({
  machine,
  vendor,
  cleanup,
}) => {
  test.skip(electronRuntime() !== 'electron double', 'what a real system shows cannot be clicked from here')
  await vendor.startServer()
  const sold = [await vendor.sell('Contoso B.V.'), await vendor.sell('Fabrikam Ltd.')] as const
  for (const { code } of sold) await machine.cli('activate', code)
  await vendor.run('license', 'suspend', sold[1].id)
  await machine.cli('refresh')
  const start = async () => {
    const { app } = await launchElectron(machine.launching)
    const page = await app.firstWindow()
    const shown = () =>
      app.evaluate(({ Notification }) =>
        (Notification as unknown as { shown: Shown[] }).shown.map(({ title, body }) => ({ title, body })),
      )
    return { app, page, shown }
  }

  const first = await start()
  await expect.poll(async () => (await first.shown()).length).toBe(1)
  const [told] = await first.shown()
  expect(told?.title).toContain('stopped')
  expect(told?.body).toContain('Fabrikam Ltd.')
  await first.page.getByRole('link', { name: 'About' }).click()
  await first.app.evaluate(({ Notification }) =>
    (Notification as unknown as { shown: Shown[] }).shown[0]?.emit('click'),
  )
  await expect(first.page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  const details = first.page.getByRole('dialog').filter({ hasText: 'Fabrikam Ltd.' })
  await expect(details.getByRole('heading', { name: 'Virtualization' })).toBeVisible()
  await first.app.close()

  const second = await start()
  cleanup.add(() => second.app.close())
  await expect(second.page.getByRole('grid')).toBeVisible()
  // The look at the server is over once its line is in the log.
  await second.page.getByRole('link', { name: 'Activity' }).click()
  expect(await second.shown()).toEqual([])
})
