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

test('no dialog of a policy takes a longer text, another number or another word than the app (issue 16)', () => {
  const { properties } = JSON.parse(read('docs/formats/managed-settings.schema.json')) as PublishedSchema
  const { proxy, caFile, checkIntervalHours } = properties
  const modes = proxy.oneOf.map((one) => one.properties.mode.const)
  const manual = proxy.oneOf.find((one) => one.properties.url)?.properties
  const longest = {
    ProxyAddress: manual?.url,
    ProxyExceptions: manual?.noProxy,
    CertificateFile: caFile.anyOf[0],
  }
  for (const [id, limits] of Object.entries(longest))
    expect(admx).toMatch(new RegExp(`<text id="${id}" .*maxLength="${limits?.maxLength}"`))
  const { minimum, maximum } = checkIntervalHours
  expect(admx).toContain(`required="true" minValue="${minimum}" maxValue="${maximum}"`)
  expect(all(admx, /<string>(.*)<\/string>/g)).toEqual(new Set(modes))
  // What is left out is not laid down by half.
  for (const id of ['ProxyMode', 'ProxyAddress', 'CertificateFile', 'CheckIntervalHours'])
    expect(admx).toMatch(new RegExp(`id="${id}" .*required="true"`))
})

interface PublishedSchema {
  readonly properties: {
    readonly proxy: {
      readonly oneOf: readonly {
        readonly properties: {
          readonly mode: { readonly const: string }
          readonly url?: Limits
          readonly noProxy?: Limits
        }
      }[]
    }
    readonly caFile: { readonly anyOf: readonly Limits[] }
    readonly checkIntervalHours: { readonly minimum: number; readonly maximum: number }
  }
}
interface Limits {
  readonly maxLength?: number
}
