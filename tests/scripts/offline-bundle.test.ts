// An offline bundle that packaging makes: with which key, and of what (issue 16).
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { verifyBundle } from '#main/adapters/offline-bundle/verify-bundle.ts'
import { newUpdateKey } from '#tests/support/offline-bundles.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { insistOnUpdateKey, makeOfflineBundle } from '../../scripts/packaging/offline-bundle.ts'

const cleanup = new Cleanup()
afterAll(() => cleanup.run())
const folder = cleanup.folder()
const own = newUpdateKey()
const profile = { ...loadProfile(), updateKey: own.updateKey }

function keyFile(name: string, content: string | Buffer): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}
const pem = keyFile('own.pem', own.privateKey.export({ format: 'pem', type: 'pkcs8' }))

test('packaging begins only with the private half of the key that customers have', () => {
  expect(insistOnUpdateKey(pem, profile, '1.2.3').asymmetricKeyType).toBe('ed25519')
  const { updateKey: _, ...without } = profile
  const line = `"updateKey": "${own.updateKey}"`
  expect(() => insistOnUpdateKey(pem, without, '1.2.3')).toThrow(line)
  expect(() => insistOnUpdateKey(pem, { ...profile, updateKey: newUpdateKey().updateKey }, '1.2.3')).toThrow(
    line,
  )
  expect(() => insistOnUpdateKey(pem, profile, '1.2.3-beta.1')).toThrow('three numbers')
  const { privateKey } = generateKeyPairSync('x25519')
  const other = keyFile('other.pem', privateKey.export({ format: 'pem', type: 'pkcs8' }))
  expect(() => insistOnUpdateKey(other, profile, '1.2.3')).toThrow('x25519')
  for (const file of [path.join(folder, 'none.pem'), keyFile('text.pem', 'no key')])
    expect(() => insistOnUpdateKey(file, profile, '1.2.3')).toThrow('no private key')
})

test('installers, program and papers are in it, without spaces in their names, and it is good', () => {
  const output = cleanup.folder()
  mkdirSync(path.join(output, 'help'))
  const made = (name: string) => {
    writeFileSync(path.join(output, name), name)
    return path.join(output, name)
  }
  for (const name of ['sbom.cdx.json', 'help/third-party-notices.html', 'help/operator-guide.html'])
    made(name)
  const bundle = makeOfflineBundle(
    {
      profile,
      installName: 'contoso-desk',
      version: '1.2.3',
      testBuild: false,
      standIn: true,
      packed: [output, made('a_1.2.3_amd64.deb'), made('a.tar.gz'), made('Contoso Setup 1.2.3.exe')],
      program: made('activation-desk-linux-x64'),
      outRoot: output,
    },
    own.privateKey,
    output,
  )
  const platform = `${process.platform}-${process.arch}`
  expect(path.basename(bundle)).toBe(`contoso-desk-1.2.3-${platform}.bundle.tar`)
  const result = verifyBundle(bundle, profile, { name: 'contoso-desk', version: '1.2.2', platform })
  const files = result.ok ? result.value.files.map(({ name, is }) => `${is} ${name}`) : result.error
  expect(files).toEqual([
    'installer a_1.2.3_amd64.deb',
    'installer Contoso-Setup-1.2.3.exe',
    `program contoso-desk-${platform}`,
    'sbom sbom.cdx.json',
    'notices third-party-notices.html',
    'guide operator-guide.html',
    'checksums SHA256SUMS',
  ])
})
