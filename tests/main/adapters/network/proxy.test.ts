import { afterEach, describe, expect, test } from 'vitest'
import { hasOpenssl, makeAuthority } from '#tests/support/certificates.ts'
import { startProxy } from '#tests/support/connect-proxy.ts'
import { must } from '#tests/support/must.ts'
import { openBentWay } from '#tests/support/bent-way.ts'
import { runsWhere } from '#tests/support/runs-where.ts'
import { openSecureWay, type SecureWay } from '#tests/support/secure-way.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const hostOf = ({ server }: SecureWay) => new URL(server.url).host
const ALL_WELL = ['name ok', 'tcp ok', 'proxy ok', 'tls ok', 'http ok', 'api ok', 'signature ok', 'clock ok']
const manual = (url: string, noProxy = '') => ({ proxy: { mode: 'manual' as const, url, noProxy } })

describe('a configured proxy (needs openssl)', runsWhere(hasOpenssl, 'there is no openssl here'), () => {
  test('is asked for a tunnel to the server, for every request', async () => {
    const way = await openSecureWay(cleanup)
    const proxy = await startProxy(cleanup)
    await way.set({ ...manual(proxy.url), caFile: way.authority.file })
    expect(await way.activate()).toMatchObject({ ok: true })
    expect(new Set(proxy.asked)).toEqual(new Set([hostOf(way)]))
    const steps = await way.steps()
    expect(steps).toEqual(['name skipped', ...ALL_WELL.slice(1)])
    const report = must(await way.desk.router.call('connection.test', {}))
    expect(report.proxy).toBe(proxy.url)
    expect(report.lines.find((line) => line.step === 'proxy')?.detail).toBe(`${proxy.host} → ${hostOf(way)}`)
  })

  test('gets the name and password of its address, and no answer ever shows them', async () => {
    const way = await openSecureWay(cleanup)
    const proxy = await startProxy(cleanup, { credentials: 'desk:p@ss:word/1' })
    const withPassword = proxy.url.replace('//', '//desk:p%40ss%3Aword%2F1@')
    await way.set({ ...manual(withPassword), caFile: way.authority.file })
    expect(await way.activate()).toMatchObject({ ok: true })
    const shown = [
      must(await way.desk.router.call('settings.get', {})),
      must(await way.desk.router.call('connection.test', {})),
    ]
    expect(JSON.stringify(shown)).not.toMatch(/word/)
    expect(shown[0]).toMatchObject({ inForce: { proxy: expect.stringContaining('desk:***@') as string } })
  })

  test.each([
    ['100%', '100%'],
    ['a%zz', 'a%zz'],
    ['50%25', '50%'],
    ['%C3%BC%', '\u00fc%'],
    ['\u00fc%', '\u00fc%'],
    ['%E4', '%E4'],
  ])('takes a password with a percent sign as it is meant: %s (issue 12.19)', async (written, meant) => {
    const way = await openSecureWay(cleanup)
    const proxy = await startProxy(cleanup, { credentials: `desk:${meant}` })
    await way.set({ ...manual(proxy.url.replace('//', `//desk:${written}@`)), caFile: way.authority.file })
    expect(await way.activate()).toMatchObject({ ok: true })
  })

  test('that wants another password says so, and what else it would take', async () => {
    const way = await openSecureWay(cleanup)
    const proxy = await startProxy(cleanup, { credentials: 'desk:right' })
    await way.set(manual(proxy.url.replace('//', '//desk:wrong@')))
    expect(await way.activate()).toMatchObject({
      error: {
        code: 'proxy_auth_required',
        params: { proxy: proxy.host, schemes: 'Negotiate, Basic', login: 'refused' },
      },
    })
    expect(await way.steps()).toEqual([
      'name skipped',
      'tcp ok',
      'proxy failed proxy_auth_required',
      ...['tls', 'http', 'api', 'signature', 'clock'].map((step) => `${step} skipped`),
    ])
  })

  test.each([
    ['when it was asked for a tunnel', 'asked', 'proxy'],
    ['once it has said that there is one', 'opened', 'tls'],
  ] as const)(
    'that drops the connection %s is named, in words of its own (issue 12.6)',
    async (_, when, step) => {
      const way = await openSecureWay(cleanup)
      const proxy = await startProxy(cleanup, { drops: { when, times: Infinity } })
      await way.set({ ...manual(proxy.url), caFile: way.authority.file })
      const activated = await way.activate()
      expect(activated).toMatchObject({
        error: { code: 'proxy_dropped', params: { proxy: proxy.host, server: hostOf(way) } },
      })
      expect(proxy.asked).toHaveLength(3)
      expect((await way.steps()).find((one) => one.includes('failed'))).toBe(`${step} failed proxy_dropped`)
    },
  )

  test.each(['asked', 'opened'] as const)(
    'that drops the connection once, when a tunnel is %s, is asked again: nothing had been sent (issue 12.6)',
    async (when) => {
      const way = await openSecureWay(cleanup)
      const proxy = await startProxy(cleanup, { drops: { when, times: 1 } })
      await way.set({ ...manual(proxy.url), caFile: way.authority.file })
      expect(await way.activate()).toMatchObject({ ok: true })
    },
  )

  test('may be reached by https itself', async () => {
    const way = await openSecureWay(cleanup)
    const proxy = await startProxy(cleanup, { secure: way.authority.issue() })
    await way.set(manual(proxy.url))
    expect(await way.activate()).toMatchObject({
      error: { code: 'tls_untrusted', params: { server: proxy.host, issuer: way.authority.name } },
    })
    await way.set({ caFile: way.authority.file })
    expect(await way.activate()).toMatchObject({ ok: true })
    expect(await way.steps()).toEqual(ALL_WELL)
  })

  test('is left out for the hosts that go around it', async () => {
    const way = await openSecureWay(cleanup)
    const proxy = await startProxy(cleanup, { refuseWith: 403 })
    await way.set({ ...manual(proxy.url, 'other.example, localhost'), caFile: way.authority.file })
    expect(await way.activate()).toMatchObject({ ok: true })
    expect(proxy.asked).toEqual([])
    expect((await way.steps())[2]).toBe('proxy skipped')
  })

  test('changes while the app runs, without a new start', async () => {
    const way = await openSecureWay(cleanup)
    const proxy = await startProxy(cleanup)
    await way.set({ caFile: way.authority.file })
    must(await way.activate())
    expect(proxy.asked).toEqual([])
    await way.set(manual(proxy.url))
    must(await way.activate())
    expect(proxy.asked).not.toEqual([])
  })
})

describe('the environment (needs openssl)', runsWhere(hasOpenssl, 'there is no openssl here'), () => {
  test('names the proxy, and the hosts that go around it, unless the settings say otherwise', async () => {
    const proxy = await startProxy(cleanup)
    const env: NodeJS.ProcessEnv = { HTTPS_PROXY: proxy.url }
    const way = await openSecureWay(cleanup, { env })
    await way.set({ caFile: way.authority.file })
    must(await way.activate())
    expect(proxy.asked.length).toBeGreaterThan(0)
    const counted = proxy.asked.length
    env['no_proxy'] = '.example,localhost'
    must(await way.activate())
    delete env['no_proxy']
    await way.set({ proxy: { mode: 'none' } })
    must(await way.activate())
    expect(proxy.asked).toHaveLength(counted)
  })

  test.each([
    [{ ALL_PROXY: 'socks5://desk:secret@proxy.example:1080' }, 'socks5'],
    [{ all_proxy: 'SOCKS5H://desk:secret@proxy.example' }, 'socks5h'],
    [{ HTTPS_PROXY: 'socks4://desk:secret@proxy.example' }, 'socks4'],
  ])(
    'with a proxy of another kind opens nothing, and names the kind (issue 12.19): %j',
    async (env, kind) => {
      const way = await openSecureWay(cleanup, { env })
      const refused = await way.activate()
      expect(refused).toMatchObject({ error: { code: 'proxy_kind_not_supported', params: { kind } } })
      expect(way.server.passed).toEqual([])
      const shown = must(await way.desk.router.call('settings.get', {}))
      expect(shown.inForce).toMatchObject({ proxy: null, refused: { code: 'proxy_kind_not_supported' } })
      expect(JSON.stringify([refused, shown])).not.toContain('secret')
    },
  )
})

describe(
  'a proxy that looks into encrypted connections (needs openssl)',
  runsWhere(hasOpenssl, 'there is no openssl here'),
  () => {
    test('is found out and named, and passes once its authority is trusted', async () => {
      const way = await openSecureWay(cleanup)
      const inspector = makeAuthority(cleanup, 'Contoso Inspection')
      const intercept = { shows: inspector.issue(), trusts: way.authority.cert }
      const proxy = await startProxy(cleanup, { intercept })
      await way.set({ ...manual(proxy.url), caFile: way.authority.file })
      expect(await way.activate()).toMatchObject({
        error: { code: 'tls_untrusted', params: { server: hostOf(way), issuer: 'Contoso Inspection' } },
      })
      expect(proxy.read).toEqual([])
      expect((await way.steps())[3]).toBe('tls failed tls_untrusted')

      await way.set({ caFile: inspector.file })
      expect(await way.activate()).toMatchObject({ ok: true })
      expect(proxy.read[0]).toBe('POST /v1/licenses/actions/validate-key')
      const { lines } = must(await way.desk.router.call('connection.test', {}))
      expect(lines.find((line) => line.step === 'tls')?.detail).toContain('localhost ← Contoso Inspection')
    })
  },
)

test('plain http, which is for this very machine, never goes through a proxy', async () => {
  const proxy = await startProxy(cleanup)
  const way = await openBentWay(cleanup, { env: { HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url } })
  must(await way.desk.router.call('settings.set', manual(proxy.url)))
  must(await way.activate())
  expect(proxy.asked).toEqual([])
})

test('an installation that is set to offline only opens no socket', async () => {
  const proxy = await startProxy(cleanup)
  const way = await openBentWay(cleanup)
  must(await way.desk.router.call('settings.set', { ...manual(proxy.url), offlineOnly: true }))
  expect(await way.activate()).toMatchObject({ error: { code: 'offline_only' } })
  const { lines } = must(await way.desk.router.call('connection.test', {}))
  expect(lines.map(({ state, note }) => `${state} ${note}`)).toEqual(Array(8).fill('skipped offline_only'))
  expect(must(await way.desk.router.call('app.info', {})).offlineOnly).toBe(true)
  expect([way.between.passed, proxy.asked]).toEqual([[], []])
})
