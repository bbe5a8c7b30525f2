// The built app with one of its protections taken out: the look for that item of Electron's checklist finds it.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { CHECKLIST, watchOutside, type Look } from '#tests/e2e/support/checklist.ts'
import { Machine } from '#tests/e2e/support/desk.ts'
import { foreignServer } from '#tests/e2e/support/foreign-server.ts'
import { TestVendor } from '#tests/e2e/support/vendor.ts'
import { launchDouble, type ElectronApp } from '#tests/support/electron-double/launch.ts'
import { AppExited } from '#tests/support/electron-double/double-process.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const root = path.resolve(import.meta.dirname, '../..')
const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** The built app, with this put in place of that wherever it stands in the main process and the preload. */
function brokenApp(from: string, to: string): string {
  const folder = cleanup.folder()
  for (const part of ['package.json', 'dist/main', 'dist/preload', 'dist/renderer'])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true })
  const texts = ['dist/main', 'dist/preload']
    .flatMap((part) => readdirSync(path.join(folder, part)).map((name) => path.join(folder, part, name)))
    .filter((file) => file.endsWith('.js') || file.endsWith('.cjs'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  const broken = texts.filter(({ text }) => text.includes(from))
  expect(broken).not.toEqual([])
  for (const { file, text } of broken) writeFileSync(file, text.replaceAll(from, to))
  return folder
}

async function look({ look: ask }: Look, appDir: string): Promise<unknown> {
  const machine = new Machine(cleanup, (await TestVendor.open(cleanup)).profileFile)
  const foreign = await foreignServer(cleanup)
  let app: ElectronApp | null = null
  try {
    // A window that is less than safe does not open on the double at all: the start fails.
    app = await launchDouble({ ...machine.launching, appDir })
    const page = await app.firstWindow()
    await page.getByRole('heading', { name: 'Licensing' }).waitFor()
    await watchOutside(app)
    return await ask({ app, page, foreign })
  } catch (error) {
    if (error instanceof AppExited) return 'ended'
    if (String(error).includes('context was destroyed')) return 'another page is there'
    throw error
  } finally {
    await app?.close()
  }
}

const rules = CHECKLIST.flatMap((item) => item.broken.map(([from, to]) => ({ item, from, to })))

test.each(rules)(
  'item $item.item is missed where a rule of it is taken out: $from → $to (issue 16)',
  async ({ item, from, to }) => {
    expect(await look(item, brokenApp(from, to))).not.toEqual(item.expected)
  },
)

test('two items have no rule here that could be taken out (docs/SECURITY.md)', () => {
  expect(CHECKLIST.filter(({ broken }) => broken.length === 0).map(({ item }) => item)).toEqual([1, 16])
})
