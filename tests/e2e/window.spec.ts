// The desktop's window: what the page cannot make it do, and when, where and with which menu it is there.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PRELOAD_API } from '#shared/contract/channels.ts'
import { electronRuntime } from '#tests/support/electron-app.ts'
import type { ElectronApp } from '#tests/support/electron-double/launch.ts'
import type { OpenDesk } from './support/desk.ts'
import { expect, test } from './support/test.ts'

const onDouble = electronRuntime() === 'electron double'
const WHY = 'a real window system cannot be told to do this'

/** Of an app on the desktop. */
function appOf({ electron }: OpenDesk): ElectronApp {
  if (!electron) throw new Error('this is no desktop app')
  return electron
}
const isVisible = (app: ElectronApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
const boundsOf = (app: ElectronApp) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())

test('about:blank is no way out, a proposed name is no path, and the vendor’s addresses alone open outside (issues 10.9, 12)', async ({
  open,
  vendor,
}) => {
  test.skip(!onDouble, 'it would open programs of this desktop, and its menus cannot be read')
  // Chromium spells it otherwise: a port that goes without saying, an upper-case host, a space.
  const support = { email: 'Help+Desk@vendor.example', url: 'https://Support.Vendor.example:443/on premise' }
  const profile = JSON.parse(readFileSync(vendor.profileFile, 'utf8')) as object
  writeFileSync(vendor.profileFile, JSON.stringify({ ...profile, support }))
  const desk = await open('desktop')
  const { page } = desk
  const app = appOf(desk)

  await test.step('about:blank: the page comes back', async () => {
    const heading = page.getByRole('heading', { name: 'Licensing' })
    await expect(heading).toBeVisible()
    await page.evaluate('document.querySelector("h1").textContent = "another page"')
    await expect(heading).toBeHidden()
    await page.evaluate('void (location.href = "about:blank")')
    await expect(heading).toBeVisible()
  })

  await test.step('a file’s name that the page proposes is no path', async () => {
    for (const fileName of ['/etc/cron.d/licenses.csv', '..\\..\\licenses.csv', 'C:licenses.csv'])
      await page.evaluate(
        ([api, name]) => {
          const bridge = (
            globalThis as unknown as Record<string, { call: (...given: unknown[]) => Promise<unknown> }>
          )[api]
          return bridge?.call('desktop.saveFile', { fileName: name, content: '' })
        },
        [PRELOAD_API, fileName] as const,
      )
    const shown = await app.evaluate(({ dialog }) => (dialog as unknown as { calls: unknown[] }).calls)
    expect(shown).toEqual(
      Array.from({ length: 3 }, () => ({
        method: 'showSaveDialog',
        options: { defaultPath: 'licenses.csv' },
      })),
    )
  })

  await test.step('the vendor’s support page and mail open outside, and nothing else does', async () => {
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByRole('link', { name: support.email }).click()
    await page.getByRole('link', { name: support.url }).click()
    const opened = () =>
      app.evaluate(({ shell }) =>
        (shell as unknown as { calls: { target: string }[] }).calls.map((call) => call.target),
      )
    const both = ['mailto:Help+Desk@vendor.example', 'https://support.vendor.example/on%20premise']
    await expect.poll(opened).toEqual(both)
    for (const other of ['mailto:eve@vendor.example', `${both[0]}?bcc=eve@vendor.example`, 'tel:112'])
      await page.evaluate(`void (location.href = ${JSON.stringify(other)})`)
    await page.evaluate(`void open('https://support.vendor.example/on%20premise/elsewhere')`)
    await page.getByRole('link', { name: support.url }).click()
    await expect.poll(opened).toEqual([...both, both[1]])
  })

  await test.step('the guide and the notices of the Help menu are files that came with the program (issue 16)', async () => {
    const files = await app.evaluate(({ Menu, shell }) => {
      for (const item of Menu.getApplicationMenu()?.items.at(-1)?.submenu?.items ?? [])
        if (['Operator Guide', 'Third-Party Notices'].includes(item.label))
          (item as unknown as { click: () => void }).click()
      return (shell as unknown as { calls: { method: string; target: string }[] }).calls.filter(
        ({ method }) => method === 'openPath',
      )
    })
    expect(files.map(({ target }) => readFileSync(target, 'utf8'))).toEqual([
      expect.stringContaining('<title>Operator guide</title>'),
      expect.stringContaining('@tanstack/svelte-virtual'),
    ])
  })

  await test.step('the right mouse button offers to paste', async () => {
    const menuFor = (isEditable: boolean) =>
      app.evaluate(({ BrowserWindow, Menu }, editable) => {
        const editFlags = { canCut: false, canCopy: true, canPaste: true, canSelectAll: true }
        const [window] = BrowserWindow.getAllWindows()
        window?.webContents.emit('context-menu', {}, { x: 1, y: 1, isEditable: editable, editFlags })
        const { shown } = Menu as unknown as { shown: { items: { role?: string; enabled: boolean }[] }[] }
        return shown.at(-1)?.items.map(({ role, enabled }) => `${role ?? '-'}${enabled ? '' : ' off'}`)
      }, isEditable)
    expect(await menuFor(true)).toEqual(['cut off', 'copy', 'paste', '-', 'selectall'])
    expect(await menuFor(false)).toEqual(['copy', '-', 'selectall'])
  })
})

test.describe('a window whose ready-to-show never comes is shown (issue 12.13)', () => {
  test.skip(!onDouble, WHY)

  test('once its page was loaded', async ({ open }) => {
    const app = appOf(await open('desktop', undefined, { DOUBLE_WITHHELD: 'ready-to-show' }))
    await expect.poll(() => isVisible(app)).toBe(true)
  })

  test('once its page could not be loaded', async ({ open }) => {
    const env = { DOUBLE_WITHHELD: 'ready-to-show,did-finish-load', DOUBLE_NEVER_OVER: '4000' }
    const app = appOf(await open('desktop', undefined, env))
    const [before, after] = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const visible = [window?.isVisible()]
      window?.webContents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'app://desk/', true)
      return [...visible, window?.isVisible()]
    })
    expect([before, after]).toEqual([false, true])
  })

  test('after a while, when nothing at all is heard of its page', async ({ open }) => {
    const withheld = { DOUBLE_WITHHELD: 'ready-to-show,did-finish-load,did-fail-load' }
    const app = appOf(await open('desktop', undefined, { ...withheld, DOUBLE_OVER_AT_ONCE: '4000' }))
    await expect.poll(() => isVisible(app)).toBe(true)
  })
})

test.describe('a window opens where it was left (issue 12.17)', () => {
  test.skip(!onDouble, WHY)
  const TWO = { DOUBLE_DISPLAYS: '1280x800+0+0,1920x1080+1280+0' }
  const beside = { x: 2000, y: 100, width: 900, height: 700 }

  test('on a second screen, and on the first one once the second is gone', async ({ open }) => {
    const first = await open('desktop', undefined, TWO)
    await appOf(first).evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      beside,
    )
    await first.close()
    const second = await open('desktop', undefined, TWO)
    expect(await boundsOf(appOf(second))).toEqual(beside)
    await second.close()
    expect(await boundsOf(appOf(await open('desktop')))).toEqual({ ...beside, x: 190, y: 50 })
  })

  test('also as large as the screen, and as it was before once it is made smaller (issue 16)', async ({
    open,
  }) => {
    const onWindow = (app: ElectronApp, what: 'maximize' | 'unmaximize') =>
      app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), what)
    const own = { x: 40, y: 30, width: 900, height: 600 }
    const first = await open('desktop')
    await appOf(first).evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      own,
    )
    await onWindow(appOf(first), 'maximize')
    await first.close()
    const second = await open('desktop')
    await expect.poll(() => boundsOf(appOf(second))).toMatchObject({ x: 0, width: 1280 })
    await onWindow(appOf(second), 'unmaximize')
    expect(await boundsOf(appOf(second))).toEqual(own)
    await second.close()
    expect(await boundsOf(appOf(await open('desktop')))).toEqual(own)
  })

  test('and closes where that cannot be kept', async ({ open, machine }) => {
    const desk = await open('desktop')
    const app = appOf(desk)
    const file = path.join(machine.userData, 'config.json')
    await app.evaluate(async (_, place) => {
      const { mkdirSync, rmSync } = await import('node:fs')
      rmSync(place, { force: true })
      mkdirSync(`${place}/in the way`, { recursive: true })
    }, file)
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
    expect(await app.exited).toBe(0)
    expect(app.output()).toContain('where the window was could not be kept')
  })
})

test('a second start opens a window where there is none, and shows the one there is (issue 12.17)', async ({
  open,
}) => {
  test.skip(!onDouble, WHY)
  const app = appOf(await open('desktop'))
  const startAgain = () =>
    app.evaluate(({ app: electronApp, BrowserWindow }) => {
      electronApp.emit('second-instance', {}, [], '/', {})
      return BrowserWindow.getAllWindows().map((window) => [window.isVisible(), window.isMinimized()])
    })
  await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.hide()
    window?.minimize()
    new BrowserWindow({ show: false }) // as while a report is printed
  })
  expect(await startAgain()).toEqual([
    [true, false],
    [false, false],
  ])
  await app.evaluate(({ app: electronApp, BrowserWindow }) => {
    electronApp.removeAllListeners('window-all-closed')
    electronApp.on('window-all-closed', () => undefined)
    for (const window of BrowserWindow.getAllWindows()) window.destroy()
  })
  expect(await startAgain()).toEqual([[false, false]])
  await expect.poll(() => isVisible(app)).toBe(true)
})
