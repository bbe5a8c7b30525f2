// The web host's door: a link works once, and nobody else gets in.
import { request as http } from 'node:http'
import { pathToFileURL } from 'node:url'
import { writeLinkFile } from '#main/hosts/cli/link-file.ts'
import { expect, test } from './support/test.ts'

/** A request with any headers at all, as no browser would send it. */
function ask(link: string, path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { hostname, port } = new URL(link)
  return new Promise((resolve, reject) => {
    http({ hostname, port, path, method, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end()
  })
}

test('a link works once: a second tab is told so, the first stays signed in over a reload', async ({
  machine,
  browser,
}) => {
  const { link, stop } = await machine.serve()
  const [first, second] = [await browser.newPage(), await browser.newPage()]
  await first.goto(link)
  await expect(first.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  expect(first.url()).not.toContain('secret')
  await first.reload()
  await expect(first.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  await second.goto(link)
  await expect(second.getByText('not signed in')).toBeVisible()
  await expect(second.getByText('activation-desk serve').first()).toBeVisible()
  await stop()
})

test('the file that “serve” gives a browser leads to the signed-in page (issue 10.3)', async ({
  machine,
  browser,
}) => {
  const { link, stop } = await machine.serve()
  const file = writeLinkFile(link)
  const page = await browser.newPage()
  await page.goto(pathToFileURL(file.path).href)
  await expect(page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  expect(page.url()).not.toContain('secret')
  file.remove()
  await stop()
})

test('another user of the system is told why, and what to do (issue 10.3)', async ({ machine, browser }) => {
  const { link, stop } = await machine.serve()
  const page = await browser.newPage()
  const error = { code: 'peer_not_allowed', params: { uid: 4242 } }
  await page.route('**/session', (route) => route.fulfill({ status: 403, json: { ok: false, error } }))
  await page.goto(link)
  await expect(page.getByText('--allow-user 4242')).toBeVisible()
  await stop()
})

test('another host name, another origin and another site are turned away', async ({ machine }) => {
  const { link, stop } = await machine.serve()
  const { host, origin } = new URL(link)
  expect(await ask(link, '/', { host })).toBe(200)
  expect(await ask(link, '/', { host: 'localhost:8443' })).toBe(200)
  expect(await ask(link, '/', { host: 'attacker.example' })).toBe(403)
  expect(await ask(link, '/', { host: '127.0.0.1.attacker.example' })).toBe(403)
  expect(await ask(link, '/session', { host, origin: 'http://attacker.example' }, 'POST')).toBe(403)
  expect(await ask(link, '/call/licenses.list', { host, origin: 'null' }, 'POST')).toBe(403)
  expect(await ask(link, '/', { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' })).toBe(403)
  expect(await ask(link, '/call/licenses.list', { host, origin }, 'POST')).toBe(401)
  expect(await ask(link, '/events', { host })).toBe(401)
  expect(await ask(link, '/../package.json', { host })).toBe(404)
  await stop()
})

test('a page that outlives its host says so, and recovers when it is back', async ({ machine, browser }) => {
  const { link, stop } = await machine.serve()
  const page = await browser.newPage()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Licensing' })).toBeVisible()
  await stop()
  await expect(page.getByText(/has stopped|not running|no longer/i).first()).toBeVisible()
})
