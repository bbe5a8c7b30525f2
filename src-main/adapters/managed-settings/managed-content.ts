// What may be laid down for a machine, checked as a whole (docs/formats/managed-settings.md): what is not understood may
// be a restriction, so that one wrong word makes all of it unusable.
import path from 'node:path'
import { z } from 'zod'
import type { Settings } from '#main/core/ports/settings.ts'
import { settingsChange, type SettingsChange } from '#shared/contract/settings.ts'
import { readNoProxy, readProxyAddress } from '#shared/formats/proxy-address.ts'

/** `reason`: as the words know it (`managedTrouble`). */
export class NotUsable extends Error {
  readonly reason: string
  readonly setting: string
  constructor(reason: string, setting = '') {
    super(reason)
    this.reason = reason
    this.setting = setting
  }
}

/** `$schema`: for the editor that an administrator writes it with. */
export const managedSettings = settingsChange.extend({ $schema: z.string().optional() })

/** What `settings set` takes, by the same names. Throws NotUsable. */
export function managedContent(content: unknown): Partial<Settings> {
  const read = managedSettings.safeParse(content)
  if (!read.success) {
    const [issue] = read.error.issues
    if (issue?.code === 'unrecognized_keys')
      throw new NotUsable('unknown_setting', [...issue.path, issue.keys[0]].join('.'))
    throw new NotUsable(issue?.path.length ? 'wrong_value' : 'unreadable', issue?.path.join('.'))
  }
  return definedIn(read.data)
}

function definedIn({
  $schema: _,
  proxy,
  caFile,
  ...others
}: z.infer<typeof managedSettings>): Partial<Settings> {
  if (typeof caFile === 'string' && !path.isAbsolute(caFile)) throw new NotUsable('wrong_value', 'caFile')
  const given = {
    ...others,
    ...(proxy === undefined ? {} : { proxy: proxyIn(proxy) }),
    ...(caFile === undefined ? {} : { caFile }),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function proxyIn(proxy: NonNullable<SettingsChange['proxy']>): Settings['proxy'] {
  if (proxy.mode !== 'manual') return proxy
  const url = readProxyAddress(proxy.url)
  if (url === null) throw new NotUsable('wrong_value', 'proxy.url')
  const noProxy = readNoProxy(proxy.noProxy ?? '')
  if (noProxy === null) throw new NotUsable('wrong_value', 'proxy.noProxy')
  return { mode: 'manual', url, noProxy }
}
