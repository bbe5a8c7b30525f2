// What electron-builder is told of each vendor's package: whose it is, and nothing that two vendors share by mistake (issue 16).
import { getConfig } from 'app-builder-lib/out/util/config/config.js'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { builderConfig } from '../../scripts/packaging/builder-config.ts'
import { asTheirs, identityOf } from '../../scripts/packaging/identity.ts'

const root = path.resolve(import.meta.dirname, '../..')
const cleanup = new Cleanup()
afterAll(() => cleanup.run())

const CONTOSO: Partial<VendorProfile> = {
  name: 'Contoso',
  installName: 'contoso-licensing',
  publisher: {
    name: 'Contoso B.V.',
    email: 'packages@contoso.example',
    homePage: 'https://contoso.example/desk',
  },
  appId: 'com.contoso.licensing',
}

/** With what electron-builder.yml adds to it. */
const configOf = (change: Partial<VendorProfile>) =>
  getConfig(
    root,
    null,
    builderConfig(identityOf(loadProfile(change)), {
      projectDir: root,
      outRoot: path.join(root, 'dist/packaged-x'),
      output: cleanup.folder(),
      scratch: cleanup.folder(),
      icons: null,
      testBuild: false,
      standIn: false,
      told: () => undefined,
    }),
  )

test('a package is of the publisher that the profile names', async () => {
  expect(await configOf(CONTOSO)).toMatchObject({
    appId: 'com.contoso.licensing',
    linux: { maintainer: 'Contoso B.V. <packages@contoso.example>', vendor: 'Contoso B.V.' },
    extraMetadata: {
      author: { name: 'Contoso B.V.', email: 'packages@contoso.example' },
      homepage: 'https://contoso.example/desk',
    },
  })
})

test('without one it is of the vendor, by its name and support contact; those that cannot be one are told', () => {
  const profile = loadProfile()
  expect(identityOf(profile)).toMatchObject({
    appId: 'example.activation-desk',
    publisher: { name: profile.name, email: profile.support.email, homePage: profile.support.url },
  })
  const told = (support: VendorProfile['support']) => () => identityOf(loadProfile({ support }))
  expect(told({ ...profile.support, email: 'by phone' })).toThrow(
    /no “publisher”.*email does not have the form/,
  )
  expect(told({ ...profile.support, url: 'http://x.example' })).toThrow(/homePage does not have the form/)
  expect(() => identityOf(loadProfile({ name: 'A <b>' }))).toThrow(/name does not have the form/)
})

test('two vendors share neither the class of files of Windows nor a scheme of links; of Linux the type of keys', async () => {
  const [ours, theirs] = [await configOf({}), await configOf(CONTOSO)]
  const of = ({ fileAssociations, protocols, appId, productName }: typeof ours) => ({
    fileAssociations,
    protocols,
    appId,
    productName,
  })
  expect(of(ours)).toEqual({
    appId: 'example.activation-desk',
    productName: 'Activation Desk',
    protocols: [{ name: 'Activation Desk', schemes: ['activation-desk'] }],
    fileAssociations: [expect.objectContaining({ ext: 'lic', name: 'Activation Desk key' })],
  })
  expect(of(theirs)).toEqual({
    appId: 'com.contoso.licensing',
    productName: 'Contoso Licensing',
    protocols: [{ name: 'Contoso Licensing', schemes: ['contoso-licensing'] }],
    fileAssociations: [expect.objectContaining({ ext: 'lic', name: 'Contoso Licensing key' })],
  })
  const types = [ours, theirs].flatMap(({ fileAssociations }) =>
    [fileAssociations].flat().map((one) => one?.mimeType),
  )
  expect(types).toEqual(Array(2).fill('application/x-activation-desk-key'))
})

test('what lies in a package leads to the publisher’s page', () => {
  const text = 'Documentation=https://activation-desk.example\nExecStart=/usr/bin/activation-desk refresh'
  expect(asTheirs(text, identityOf(loadProfile(CONTOSO)))).toBe(
    'Documentation=https://contoso.example/desk\nExecStart=/usr/bin/contoso-licensing refresh',
  )
})
