// Settings that are laid down by Windows' policies, as the ADMX file in assets/policy/ writes them into the registry
// (docs/formats/managed-settings.md#windows).
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import type { ManagedSettings, Settings } from '#main/core/ports/settings.ts'
import { APP_NAME } from '#shared/install-name.ts'
import { failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { windowsFolder } from '../windows-folder.ts'
import { registryKeys, registryValues } from '../windows-registry.ts'
import { managedContent, NotUsable } from './managed-content.ts'

const POLICIES = String.raw`HKEY_LOCAL_MACHINE\SOFTWARE\Policies`
export const POLICY_KEY = `${POLICIES}\\${APP_NAME}`
/** Milliseconds for which an answer is good: a program is started for each. */
const GOOD_FOR = 10_000
const PATIENCE = 5000

type Ask = (key: string) => string

/** That there is no key is told by the list of keys beside it: `reg` says “none” and “not allowed” by one status. */
export function registryPolicy(ask: Ask = askRegistry, now: () => number = Date.now): ManagedSettings {
  let known: { readonly answer: ReturnType<ManagedSettings['read']>; readonly at: number } | null = null
  return {
    path: POLICY_KEY,
    read() {
      if (known === null || Math.abs(now() - known.at) > GOOD_FOR)
        known = { answer: answerOf(ask), at: now() }
      return known.answer
    },
  }
}

function answerOf(ask: Ask): ReturnType<ManagedSettings['read']> {
  const read = textOf(ask)
  if (!read.ok) return notUsable(read.error)
  try {
    return ok(read.value === null ? {} : managedContent(contentIn(registryValues(read.value))))
  } catch (error) {
    if (error instanceof NotUsable) return notUsable(error)
    throw error
  }
}

const notUsable = ({ reason, setting }: NotUsable) =>
  err(failure('managed_settings_not_usable', { path: POLICY_KEY, reason, setting }))

function textOf(ask: Ask): Result<string | null, NotUsable> {
  try {
    const isThere = registryKeys(ask(POLICIES)).some((key) => isSame(key, POLICY_KEY))
    return ok(isThere ? ask(POLICY_KEY) : null)
  } catch {
    return err(new NotUsable('read_failed'))
  }
}

/** The value without a name, as each language of Windows calls it. */
const IS_DEFAULT = /^\(/

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** As the file would say it. */
function contentIn(values: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  const content: Record<string, unknown> = {}
  const proxy: Record<string, string> = {}
  for (const [name, value] of values) {
    if (IS_DEFAULT.test(name)) continue
    const place = Object.keys(VALUES).find((known) => isSame(known, name))
    if (place === undefined) throw new NotUsable('unknown_setting', name)
    const { setting, part, as } = VALUES[place as keyof typeof VALUES]
    if (part !== null) proxy[part] = value
    else content[setting] = as(value, name)
  }
  return Object.keys(proxy).length === 0 ? content : { ...content, proxy }
}

const asText = (value: string): unknown => value

function asFlag(value: string, name: string): unknown {
  if (value !== '0x0' && value !== '0x1') throw new NotUsable('wrong_value', name)
  return value === '0x1'
}

interface RegistryValue {
  readonly setting: keyof Settings
  /** Of the proxy. */
  readonly part: 'mode' | 'url' | 'noProxy' | null
  readonly as: (value: string, name: string) => unknown
}

/** By the names in the ADMX file. */
export const VALUES = {
  ProxyMode: { setting: 'proxy', part: 'mode', as: asText },
  ProxyAddress: { setting: 'proxy', part: 'url', as: asText },
  ProxyExceptions: { setting: 'proxy', part: 'noProxy', as: asText },
  CertificateFile: { setting: 'caFile', part: null, as: asText },
  OfflineOnly: { setting: 'offlineOnly', part: null, as: asFlag },
  CheckIntervalHours: { setting: 'checkIntervalHours', part: null, as: Number },
} satisfies Record<string, RegistryValue>

const askRegistry: Ask = (key) =>
  execFileSync(path.win32.join(windowsFolder(), 'System32', 'reg.exe'), ['query', key, '/reg:64'], {
    encoding: 'utf8',
    timeout: PATIENCE,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
