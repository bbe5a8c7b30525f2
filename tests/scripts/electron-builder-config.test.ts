// electron-builder.yml is what electron-builder's own schema takes, with the installers that are promised (issue 16). None for Windows
// and macOS is built here.
import path from 'node:path'
import { DebugLogger } from 'builder-util'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

test('electron-builder’s schema takes the configuration, and refuses a member that it does not know', async () => {
  const config = await getConfig(root, 'electron-builder.yml', null)
  await validateConfiguration(config, new DebugLogger(false))
  const misspelt = { ...config, nsis: { ...config.nsis, perMashine: true } }
  await expect(validateConfiguration(misspelt, new DebugLogger(false))).rejects.toThrow(
    'configuration.nsis should be',
  )
})

test('each system has its installers: for the whole machine, silent, and for both processors of a Mac', async () => {
  const { win, nsis, msi, mac, linux } = await getConfig(root, 'electron-builder.yml', null)
  expect(win?.target).toEqual(['nsis', 'msi', 'zip'])
  expect(nsis).toMatchObject({ perMachine: true, oneClick: false, deleteAppDataOnUninstall: false })
  expect(msi).toMatchObject({ perMachine: true })
  expect(mac?.target).toEqual(['dmg', 'zip'].map((target) => ({ target, arch: 'universal' })))
  expect(linux?.target).toEqual(['deb', 'rpm', 'AppImage', 'tar.gz', 'zip'])
})
