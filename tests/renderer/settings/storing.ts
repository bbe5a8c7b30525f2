// A host that stores settings, whatever is sent.
import type { SettingsView } from '#shared/contract/settings.ts'
import type { FakeHost } from '../support/fake-host.ts'

/** `stands`: what they are afterwards. */
export function storing(host: FakeHost, stands: Partial<SettingsView> = {}): FakeHost {
  return host.answer('settings.set', () => {
    host.settings = { ...host.settings, ...stands }
    return { ok: true, value: host.settings }
  })
}
