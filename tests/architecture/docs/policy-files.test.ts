// The files for Windows' group policy write what the app reads from the registry, and every word of theirs is there.
import { expect, test } from 'vitest'
import { POLICY_KEY, VALUES } from '#main/adapters/managed-settings/registry-policy.ts'
import { settingsChange } from '#shared/contract/settings.ts'
import { read } from './documents.ts'

const admx = read('assets/policy/activation-desk.admx')
const adml = read('assets/policy/en-US/activation-desk.adml')
const all = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].map(([, name]) => name ?? ''))

test('each value of the registry has a policy, and each policy a value that is read', () => {
  expect(all(admx, /valueName="([^"]+)"/g)).toEqual(new Set(Object.keys(VALUES)))
  expect(new Set(Object.values(VALUES).map(({ setting }) => setting))).toEqual(
    new Set(Object.keys(settingsChange.shape)),
  )
  for (const key of all(admx, / key="([^"]+)"/g)) expect(`HKEY_LOCAL_MACHINE\\${key}`).toBe(POLICY_KEY)
  const format = read('docs/formats/managed-settings.md')
  for (const name of [...Object.keys(VALUES), ...Object.keys(settingsChange.shape)])
    expect(format).toContain(`| \`${name}\``)
})

test('every word and every part of a dialog that a policy names is there, and none is left over', () => {
  expect(all(admx, /\$\(string\.(\w+)\)/g)).toEqual(all(adml, /<string id="(\w+)"/g))
  expect(all(admx, /\$\(presentation\.(\w+)\)/g)).toEqual(all(adml, /<presentation id="(\w+)"/g))
  expect(all(admx, / id="(\w+)"/g)).toEqual(all(adml, / refId="(\w+)"/g))
})
