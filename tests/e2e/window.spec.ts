// The desktop's window: what the page cannot make it do.
import { PRELOAD_API } from '#shared/contract/channels.ts'
import { expect, test } from './support/test.ts'

test('about:blank is no way out: the page comes back (issue 10.9)', async ({ open }) => {
  const { page } = await open('desktop')
  const heading = page.getByRole('heading', { name: 'Licensing' })
  await expect(heading).toBeVisible()
  await page.evaluate('document.querySelector("h1").textContent = "another page"')
  await expect(heading).toBeHidden()
  await page.evaluate('void (location.href = "about:blank")')
  await expect(heading).toBeVisible()
})

test('a file’s name that the page proposes is no path (issue 10.9)', async ({ open }) => {
  const { page, electron } = await open('desktop')
  for (const fileName of ['/etc/cron.d/licenses.csv', '..\\..\\licenses.csv', 'C:licenses.csv'])
    await page.evaluate(
      ([api, name]) => {
        const desk = (
          globalThis as unknown as Record<string, { call: (...given: unknown[]) => Promise<unknown> }>
        )[api]
        return desk?.call('desktop.saveFile', { fileName: name, content: '' })
      },
      [PRELOAD_API, fileName] as const,
    )
  const shown = await electron?.evaluate(({ dialog }) => (dialog as unknown as { calls: unknown[] }).calls)
  expect(shown).toEqual(
    Array.from({ length: 3 }, () => ({ method: 'showSaveDialog', options: { defaultPath: 'licenses.csv' } })),
  )
})
