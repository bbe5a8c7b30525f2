// The steps of an activation certificate, as they are printed, run by a shell and the system's own openssl (issue 14.7).
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { install, type Installation } from '#tests/support/installation.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { needTool, openssl } from '#tests/support/tools.ts'
import { must } from '#tests/support/vendor-side.ts'

const NOW = Date.UTC(2027, 5, 1, 12)
const CODE = "CODE-OF-THE'TEST-0001"
const vendor = paperVendor()
const cleanup = new Cleanup()
afterAll(() => cleanup.run())
beforeEach((context) => void needTool(openssl, context))

const metadata = {
  owner: 'Contoso B.V.',
  products: Array.from({ length: 7 }, (_, index) => ({
    code: `product-${index}`,
    name: `Product ${index}`,
    type: 'Count',
    limit: index * 10,
  })),
}

async function activated(key: (terms: { fingerprint: string }) => string): Promise<Installation> {
  const desk = install(cleanup, vendor.profile, { clock: () => NOW })
  const offlineKey = key({ fingerprint: await desk.uniqueKey() })
  must(await desk.router.call('licenses.activateOffline', { code: CODE, offlineKey }))
  return desk
}

const terms = { id: 'license-1', code: CODE, issued: NOW }

async function printed(desk: Installation): Promise<string> {
  const { licenses } = must(await desk.router.call('licenses.list', {}))
  const id = licenses[0]?.id ?? ''
  return must(await desk.router.call('licenses.certificate', { id, format: 'html' })).content
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** What stands there, letter by letter, typed into one shell. */
function follow(certificate: string, code = CODE): { said: string; problems: string } {
  const blocks = Array.from(certificate.matchAll(/<pre[^>]*>(.*?)<\/pre>/gs), ([, text = '']) =>
    text.replaceAll(/&[a-z#0-9]+;/g, (entity) => ENTITIES[entity] ?? entity),
  )
  expect(blocks.length).toBeGreaterThan(0)
  const script = path.join(cleanup.folder(), 'steps.sh')
  writeFileSync(script, `${blocks.join('\n')}\n`)
  const env = { ...process.env, TMPDIR: cleanup.folder() }
  const { stdout, stderr } = spawnSync('sh', [script], { input: `${code}\n`, encoding: 'utf8', env })
  return { said: stdout, problems: stderr }
}

const HOLDS = 'Signature Verified Successfully'

test.each(['aes-256-gcm+ed25519', 'base64+ed25519'] as const)(
  'verify a stored machine file (%s), and show what was signed',
  async (algorithm) => {
    const desk = await activated((machine) => vendor.localKey({ ...terms, ...machine, metadata, algorithm }))
    const { said, problems } = follow(await printed(desk))
    expect(problems).toBe('')
    expect(said).toContain(HOLDS)
    const document = JSON.parse(said.slice(said.indexOf('{'))) as { data: { attributes: object } }
    expect(document.data.attributes).toMatchObject({ fingerprint: await desk.uniqueKey() })
    expect(said).toContain('Contoso B.V.')
  },
)

test('do not verify a file in which one letter was changed', async () => {
  const desk = await activated((machine) => vendor.localKey({ ...terms, ...machine, metadata }))
  const certificate = await printed(desk)
  const file = path.join(desk.dataDir, 'licenses', 'license-1', 'machine.lic')
  expect(existsSync(file)).toBe(true)
  expect(certificate).toContain(file)
  const text = readFileSync(file, 'utf8')
  const place = Math.floor(text.length / 2)
  const other = text[place] === 'A' ? 'B' : 'A'
  writeFileSync(file, text.slice(0, place) + other + text.slice(place + 1))
  expect(follow(certificate).said).not.toContain(HOLDS)
})

test('verify a key that came in a quoted mail', async () => {
  const desk = await activated((machine) => {
    const quoted = vendor.localKey({ ...terms, ...machine, metadata }).replaceAll(/^/gm, '> ')
    return `Dear customer,\r\n${quoted.replaceAll('\n', '\r\n')}\r\nRegards`
  })
  expect(follow(await printed(desk)).said).toContain(HOLDS)
})

test('verify a typed key, and with another License Code do not', async () => {
  const desk = await activated((machine) => vendor.typedKey({ ...terms, ...machine, owner: 'Contoso B.V.' }))
  const certificate = await printed(desk)
  const { said, problems } = follow(certificate)
  expect([said.trim(), problems]).toEqual([HOLDS, ''])
  expect(follow(certificate, CODE.replace('1', '2')).said).not.toContain(HOLDS)
})
