// npm run dev: the page from the source, with the host's door and the page's own policy, and nothing left behind.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from '@playwright/test'
import { Cleanup } from '#tests/support/temporary.ts'

const program = path.resolve(import.meta.dirname, '../../scripts/dev.ts')

const cleanup = new Cleanup()
test.afterEach(() => cleanup.run())

test('npm run dev opens a signed-in page without a complaint of its policy, and ends when it is told to', async ({
  page,
}) => {
  const folder = cleanup.folder('activation-desk-dev-')
  const child = spawn(process.execPath, [program, '--no-open', '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      // A shell's own; or that of a program that has built before, as the bench.
      NODE_ENV: 'production',
      ACTIVATION_DESK_DEMO_DIR: path.join(folder, 'demo'),
      XDG_CONFIG_HOME: folder,
    },
  })
  const ended = once(child, 'exit')
  cleanup.add(async () => {
    child.kill()
    await ended
  })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { url } = JSON.parse(line) as { url: string }
  const answer = await page.goto(url)
  expect(answer?.headers()['content-security-policy']).toMatch(/default-src 'none'.*style-src 'self' 'nonce-/)
  await expect(page.getByText('No license is activated on this machine yet')).toBeVisible()
  expect(page.url()).not.toContain('secret')
  expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight")).not.toBe('400')
  expect(complaints).toEqual([])
  const component = await page.request.get(new URL('/App.svelte', page.url()).href)
  // What is saved is put in, and the page not loaded anew.
  expect((await component.text()).includes('import.meta.hot')).toBe(true)

  const profile = JSON.parse(readFileSync(path.join(folder, 'demo/vendor.json'), 'utf8')) as {
    server: { url: string }
  }
  const serverUrl = profile.server.url
  expect((await fetch(serverUrl)).ok).toBe(false)
  child.kill()
  const [status] = (await ended) as [number | null]
  expect(status).toBe(0)
  await expect(page.getByText('The program behind this page has stopped.')).toBeVisible()
  await expect(fetch(serverUrl)).rejects.toThrow()
})
