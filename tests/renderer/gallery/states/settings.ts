// Settings, with the way to the activation server and this machine, and About.
import { words } from '../../../../src-renderer/state/words.svelte.ts'
import type { Output } from '#shared/contract/contract.ts'
import { CONNECTION_STEPS } from '#shared/contract/doctor.ts'
import { intercepted, server } from '../../support/connection-reports.ts'
import { info, type FakeHost } from '../../support/fake-host.ts'
import { neverAnswers, type GalleryState } from '../gallery-state.ts'
import { fill, press, tick } from '../hands.ts'
import { gatheredHost } from '../samples.ts'

const page = 'settings'
const said = () => words.page.network
const stored = 'http://anna:***@proxy.example:3128'

const well: Output<'connection.test'> = {
  server,
  proxy: null,
  lines: CONNECTION_STEPS.map((step) => ({
    step,
    state: step === 'proxy' ? 'skipped' : 'ok',
    detail: step === 'name' ? '192.0.2.7' : '',
    note: step === 'proxy' ? 'no_proxy' : null,
    problem: null,
  })),
}

const answering = (value: Output<'connection.test'>): FakeHost =>
  gatheredHost().answer('connection.test', () => ({ ok: true, value }))

async function typeProxy(): Promise<void> {
  await tick(said().modes.manual)
  await fill(said().address, 'no address')
  await fill(said().user, 'operator')
  await fill(said().password, 'a secret')
}

const manual = (): FakeHost => {
  const host = gatheredHost()
  host.settings = {
    ...host.settings,
    proxy: { mode: 'manual', url: stored, noProxy: '.corp.example' },
    caFile: '/etc/ssl/corporate.pem',
    inForce: { proxy: stored, from: 'settings', refused: null },
  }
  return host
}

export const settingsStates: readonly GalleryState[] = [
  { name: 'settings', page, host: () => gatheredHost(), shows: 'About this machine' },
  { name: 'settings with a proxy of its own', page, host: manual, shows: /One is stored/ },
  {
    name: 'settings that an administrator laid down',
    page,
    host: () => {
      const host = manual()
      const managedBy = '/etc/activation-desk/managed-settings.json'
      const inForce = { proxy: stored, from: 'managed', refused: null } as const
      host.settings = {
        ...host.settings,
        inForce,
        managed: ['proxy', 'caFile', 'offlineOnly'],
        managedBy,
      }
      return host
    },
    shows: '/etc/activation-desk/managed-settings.json',
  },
  {
    name: 'all is well',
    page,
    host: () => answering(well),
    reach: () => press(said().test.run),
    shows: 'Signature of the answer',
  },
  {
    name: 'a step that failed',
    page,
    host: () => answering(intercepted),
    reach: () => press(said().test.run),
    shows: 'FAILED',
  },
  {
    name: 'a test under way',
    page,
    host: () => gatheredHost().answer('connection.test', neverAnswers),
    reach: () => press(said().test.run),
    shows: 'Testing the connection …',
  },
  {
    name: 'typed, not saved',
    page,
    host: () => answering(well),
    reach: typeProxy,
    shows: 'Save first: the test uses the saved settings.',
  },
  {
    name: 'a wrong address of the proxy',
    page,
    host: () =>
      answering(intercepted).answer('settings.set', () => ({
        ok: false,
        error: { code: 'proxy_address_invalid', params: { value: 'no address' } },
      })),
    reach: async () => {
      await press(said().test.run)
      await typeProxy()
      await press(said().save)
    },
    shows: /is not the address of a proxy/,
  },
  {
    name: 'settings that cannot be read',
    page,
    host: () =>
      gatheredHost().answer('settings.get', () => ({
        ok: false,
        error: {
          code: 'settings_not_readable',
          params: { path: '/var/lib/activation-desk/settings.json', reason: 'unreadable' },
        },
      })),
    shows: 'Code: settings_not_readable',
  },
  {
    name: 'settings that are being read',
    page,
    host: () => gatheredHost().answer('settings.get', neverAnswers),
    shows: 'Appearance',
  },
  {
    name: 'settings of an installation that is offline only',
    page,
    host: () => {
      const host = gatheredHost()
      host.settings = { ...host.settings, offlineOnly: true }
      return host.answer('app.info', () => ({ ok: true, value: { ...info, offlineOnly: true } }))
    },
    shows: 'offline only: nothing is sent',
  },
  {
    name: 'a container that shares its id',
    page,
    host: () =>
      gatheredHost().answer('machine.examine', () => ({
        ok: true,
        value: {
          system: 'linux',
          lines: [
            {
              step: 'container',
              state: 'warning',
              detail: 'docker',
              note: 'container_id_shared',
              problem: null,
            },
          ],
          problems: [{ where: 'quarantine/b41c.unreadable.1', reason: 'unreadable' }],
        },
      })),
    shows: 'A license on this machine is damaged',
  },
  { name: 'About', page: 'about', host: () => gatheredHost(), shows: 'Data folder' },
]
