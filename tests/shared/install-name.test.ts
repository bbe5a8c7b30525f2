// The names of an installation, and which of them a vendor's profile may give.
import { expect, test } from 'vitest'
import { vendorProfile } from '#shared/contract/vendor-profile.ts'
import { installedNames, renamed } from '#shared/install-name.ts'
import { explainProfile } from '#shared/messages/explain-profile.ts'
import { profileRules } from '#shared/messages/en/profile-rules.ts'
import { loadProfile } from '#tests/support/profile.ts'

test('the shown name is the words of the other one; without any, all is as it was (issue 16)', () => {
  expect(installedNames('contoso-licensing')).toEqual({
    installName: 'contoso-licensing',
    appName: 'Contoso Licensing',
  })
  expect(installedNames()).toEqual({ installName: 'activation-desk', appName: 'Activation Desk' })
})

test('a text names the installation wherever it named ours', () => {
  const text = 'activation-desk.example: “activation-desk list” of Activation Desk, ACTIVATION_DESK_DATA_DIR'
  expect(renamed(text, installedNames('contoso'))).toBe(
    'activation-desk.example: “contoso list” of Contoso, CONTOSO_DATA_DIR',
  )
  expect(renamed(text, installedNames())).toBe(text)
})

test.each(['', 'Contoso', '-a', 'a-', 'a--b', '1a', 'a_b', 'a/b', '../a', 'a b', 'a.b', 'a'.repeat(25)])(
  'a profile does not install as “%s”, which is no name of a group, a folder, a unit and a link’s scheme',
  (installName) => {
    expect(vendorProfile.safeParse({ ...loadProfile(), installName }).success).toBe(false)
  },
)

test.each([
  'ls',
  'daemon',
  'sudo',
  'root',
  'bin',
  'systemd',
  'systemd-resolve',
  'https',
  'con',
  'activation-server',
  'contoso-app',
  'nodejs',
  'lpadmin',
  'zabbix',
  'update-mime-database',
  'zoommtg',
  'teams',
  'onenote',
])(
  'a profile does not install as “%s”: a removal would take it from the system, or from another vendor',
  (installName) => {
    const { error } = vendorProfile.safeParse({ ...loadProfile(), installName })
    expect(error && explainProfile(error, profileRules)).toMatch(/^installName is the name of something/)
  },
)

test('a profile installs under a name of its own', () => {
  const read = vendorProfile.parse({ ...loadProfile(), installName: 'contoso-licensing-2' })
  expect(read.installName).toBe('contoso-licensing-2')
})
