// What an administrator chose for the whole machine (`settings.json`): the way to the activation server.
import { z } from 'zod'
import { problem } from './doctor.ts'

const proxyAddress = z.string().max(2000)
/** Letters. */
export const LONGEST_NO_PROXY = 4000
const noProxyList = z.string().max(LONGEST_NO_PROXY)
/** Whole hours. */
export const checkInterval = z.int().min(1).max(24)

/** What the contract takes: what is left out stays as it is. */
export const settingsChange = z.strictObject({
  proxy: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('system') }),
      z.strictObject({ mode: z.literal('none') }),
      /** The address as `settings.get` shows it stands for the stored one, password included. */
      z.strictObject({ mode: z.literal('manual'), url: proxyAddress, noProxy: noProxyList.optional() }),
    ])
    .optional(),
  /** An absolute path; null: the operating system's and the bundled certificates alone. */
  caFile: z.string().max(4096).nullable().optional(),
  offlineOnly: z.boolean().optional(),
  /** Not less often than daily: what shows that a license was not refreshed counts on it. */
  checkIntervalHours: checkInterval.optional(),
})

export type SettingName = keyof z.output<typeof settingsChange>
const NAMES = Object.keys(settingsChange.shape) as [SettingName, ...SettingName[]]

/** A password in an address is always masked here. */
export const settingsView = z.object({
  proxy: z.object({
    /** `system`: what the environment says (HTTPS_PROXY, NO_PROXY). */
    mode: z.enum(['system', 'none', 'manual']),
    url: z.string().nullable(),
    /** Hosts that are reached without the proxy, separated by commas. */
    noProxy: z.string().nullable(),
  }),
  caFile: z.string().nullable(),
  offlineOnly: z.boolean(),
  checkIntervalHours: checkInterval,
  /** What all that comes to for the vendor's server at this moment; `proxy` null: directly. */
  inForce: z.object({
    proxy: z.string().nullable(),
    /** `managed`: the proxy that an administrator laid down. */
    from: z.enum(['settings', 'managed', 'environment', 'system']).nullable(),
    /** What is set and cannot be used, so that nothing reaches the server; null: nothing is. */
    refused: problem.nullable(),
  }),
  path: z.string(),
  /** Those that an administrator laid down for the machine: they are not changed here. */
  managed: z.array(z.enum(NAMES)),
  /** The file, or the key of the registry, that says so; null: nothing is laid down. */
  managedBy: z.string().nullable(),
})

export type SettingsChange = z.output<typeof settingsChange>
export type SettingsView = z.infer<typeof settingsView>
