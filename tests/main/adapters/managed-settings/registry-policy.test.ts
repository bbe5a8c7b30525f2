// Windows’ policies, from what `reg query` prints. Not run on Windows: the program is this table.
import { expect, test } from 'vitest'
import { POLICY_KEY, registryPolicy } from '#main/adapters/managed-settings/registry-policy.ts'

const PARENT = String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies`
const printed = (...lines: readonly string[]) => ['', ...lines, ''].join('\r\n')
const parent = printed(PARENT, String.raw`${PARENT}\Microsoft`, POLICY_KEY.toUpperCase())

function policy(...values: readonly string[]) {
  return registryPolicy((key) => (key === PARENT ? parent : printed(POLICY_KEY, ...values)))
}

test.each([
  ['nothing in the key', [], {}],
  ['a default value alone', ['    (Default)    REG_SZ    '], {}],
  ['a switch that is on', ['    OfflineOnly    REG_DWORD    0x1'], { offlineOnly: true }],
  ['a switch that is off, in other letters', ['    OFFLINEONLY    REG_DWORD    0x0'], { offlineOnly: false }],
  ['an interval', ['    CheckIntervalHours    REG_DWORD    0x6'], { checkIntervalHours: 6 }],
  ['no proxy', ['    ProxyMode    REG_SZ    none'], { proxy: { mode: 'none' } }],
  [
    'a proxy with exceptions',
    [
      '    ProxyMode    REG_SZ    manual',
      '    ProxyAddress    REG_SZ    proxy.example:3128',
      '    ProxyExceptions    REG_SZ    localhost, .corp.example',
    ],
    {
      proxy: { mode: 'manual', url: 'http://proxy.example:3128', noProxy: 'localhost,.corp.example' },
    },
  ],
])('%s', (_, values, expected) => expect(policy(...values).read()).toEqual({ ok: true, value: expected }))

test.each([
  ['another name', ['    Offline    REG_DWORD    0x1'], 'unknown_setting', 'Offline'],
  ['no such interval', ['    CheckIntervalHours    REG_DWORD    0x30'], 'wrong_value', 'checkIntervalHours'],
  ['another number', ['    OfflineOnly    REG_DWORD    0x2'], 'wrong_value', 'OfflineOnly'],
  ['another kind of proxy', ['    ProxyMode    REG_SZ    auto'], 'wrong_value', 'proxy.mode'],
  ['a proxy without an address', ['    ProxyMode    REG_SZ    manual'], 'wrong_value', 'proxy.url'],
])('%s makes all of it unusable', (_, values, reason, setting) =>
  expect(policy(...values).read()).toMatchObject({
    ok: false,
    error: { code: 'managed_settings_not_usable', params: { path: POLICY_KEY, reason, setting } },
  }),
)

test('no key among the policies is none; a registry that cannot be asked is no “none”', () => {
  const asked: string[] = []
  const none = registryPolicy((key) => {
    asked.push(key)
    return printed(PARENT, String.raw`${PARENT}\Microsoft`)
  })
  expect(none.read()).toEqual({ ok: true, value: {} })
  expect(asked).toEqual([PARENT])
  for (const refused of [PARENT, POLICY_KEY]) {
    const closed = registryPolicy((key) => {
      if (key === refused) throw new Error('exit status 1')
      return parent
    })
    expect(closed.read()).toMatchObject({ ok: false, error: { params: { reason: 'read_failed' } } })
  }
})

test('an answer is good for ten seconds: a program is started for each', () => {
  let [now, asked] = [0, 0]
  const one = registryPolicy(
    () => {
      asked += 1
      return printed(PARENT)
    },
    () => now,
  )
  one.read()
  one.read()
  expect(asked).toBe(1)
  now = 10_001
  one.read()
  expect(asked).toBe(2)
})
