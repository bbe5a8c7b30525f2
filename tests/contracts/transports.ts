// The three transports of the contract, each as a page or a script reaches it.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Assembly } from '#main/assembly.ts'
import type { AnyResult } from '#main/core/router.ts'
import { PRELOAD_API } from '#shared/contract/channels.ts'
import type { Input, Method, Output } from '#shared/contract/contract.ts'
import { EVENT_NAMES, type EventName } from '#shared/contract/events.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { ok } from '#shared/result.ts'
import { resultOf, runDesk } from '#tests/support/cli.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'
import { launchElectron } from '#tests/support/electron-app.ts'
import { install } from '#tests/support/installation.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import { callWebHost, listenToWebHost, openWebHost, tradeSecret } from '#tests/support/web-client.ts'

export interface Transport {
  readonly name: string
  readonly desktop: boolean
  call<M extends Method>(method: M, input: Input<M>): Promise<AnyResult>
  /** What the host tells from now on, in its order; null: a command ends with its answer and tells nothing. */
  readonly listen: (() => Promise<() => Promise<readonly Told[]>>) | null
}

export interface Told {
  readonly event: EventName
  readonly payload: unknown
}

export type OpenTransport = (cleanup: Cleanup, profile: VendorProfile) => Promise<Transport>

interface Place {
  readonly dataDir: string
  readonly profileFile: string
  readonly assembly: Assembly
}

/** A machine of its own for each transport. */
function place(cleanup: Cleanup, profile: VendorProfile): Place {
  const assembly = install(cleanup, profile)
  const profileFile = path.join(cleanup.folder(), 'vendor.json')
  writeFileSync(profileFile, JSON.stringify(profile))
  return { dataDir: assembly.dataDir, profileFile, assembly }
}

export const electron: OpenTransport = async (cleanup, profile) => {
  const { dataDir, profileFile } = place(cleanup, profile)
  const { app, runtime } = await launchElectron({
    appDir: path.resolve(import.meta.dirname, '../..'),
    args: ['--vendor', profileFile, '--data-dir', dataDir, `--user-data-dir=${cleanup.folder()}`],
  })
  cleanup.add(() => app.close())
  const page = await app.firstWindow()
  return {
    name: `Electron IPC (${runtime})`,
    desktop: true,
    call: (method, input) =>
      page.evaluate(
        ([api, name, value]) => {
          const bridge = (globalThis as unknown as Record<string, { call: (...args: unknown[]) => unknown }>)[
            api
          ]
          return bridge?.call(name, value)
        },
        [PRELOAD_API, method, input] as const,
      ) as Promise<AnyResult>,
    listen: async () => {
      await page.evaluate(
        ([api, events]) => {
          const told: unknown[] = []
          Object.assign(globalThis, { told })
          const bridge = (globalThis as unknown as Record<string, { on: (...args: unknown[]) => unknown }>)[
            api
          ]
          for (const event of events) bridge?.on(event, (payload: unknown) => told.push({ event, payload }))
        },
        [PRELOAD_API, EVENT_NAMES] as const,
      )
      return () => page.evaluate(() => (globalThis as unknown as { told: Told[] }).told)
    },
  }
}

export const web: OpenTransport = async (cleanup, profile) => {
  const host = await openWebHost(cleanup, place(cleanup, profile).assembly)
  const { token } = await tradeSecret(host.newLink())
  return {
    name: 'loopback HTTP',
    desktop: false,
    call: async (method, input) => (await callWebHost(host.origin, token, method, input)).result,
    listen: async () => {
      const lines = await listenToWebHost(cleanup, host.origin, token)
      return () => Promise.resolve(lines.map((line) => JSON.parse(line) as Told))
    },
  }
}

/** A gate that is a program of its own, an answer, a secret on standard input, and a file there. */
const STARTED: ReadonlySet<Method> = new Set([
  'licenses.check',
  'app.info',
  'licenses.activateOffline',
  'backup.restore',
])

export const cli: OpenTransport = (cleanup, profile) => {
  const { dataDir, profileFile } = place(cleanup, profile)
  const env = { XDG_CONFIG_HOME: cleanup.folder(), APPDATA: cleanup.folder() }
  const globals = ['--json', '--vendor', profileFile, '--data-dir', dataDir]
  // In this process, but for a few: to start one takes longer than what is asked.
  const run = (method: Method, args: readonly string[], input?: string) =>
    (STARTED.has(method) ? runDesk : runDeskHere)([...globals, ...args], {
      env,
      ...(input === undefined ? {} : { input }),
    })
  return Promise.resolve({
    name: 'CLI',
    desktop: false,
    listen: null,
    call: async (method, input) => {
      if (method === 'backup.create') {
        const file = path.join(cleanup.folder(), 'backup.json')
        const made = resultOf(await run(method, ['backup', file]))
        if (!made.ok) return made
        const { licenses, elsewhere, settingsAsFound, leftOut } = made.value as Output<'backup.create'>
        return ok({
          fileName: path.basename(file),
          content: readFileSync(file, 'utf8'),
          licenses,
          elsewhere,
          settingsAsFound,
          leftOut,
        })
      }
      const { args, stdin, part } = commandLine(method, input)
      const result = resultOf(await run(method, args, stdin))
      return part && result.ok ? ok((result.value as Record<string, unknown>)[part]) : result
    },
  })
}

const optionsOf = (given: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])

/** The command that carries a method; secrets go through standard input, as they should. */
function commandLine(
  method: Method,
  input: unknown,
): { args: string[]; stdin?: string; /** Of an answer that holds several. */ part?: string } {
  const given = input as Record<string, string>
  switch (method) {
    case 'app.info':
      return { args: ['info'] }
    case 'machine.uniqueKey':
      return { args: ['unique-key'] }
    case 'machine.request':
      return {
        args: ['request', '-', ...((input as Input<'machine.request'>).withHostName ? ['--host-name'] : [])],
        stdin: given['code'] ?? '',
      }
    case 'machine.setId':
      return { args: ['machine-id', 'set', given['id'] ?? ''] }
    case 'machine.examine':
      return { args: ['doctor', '--offline'], part: 'machine' }
    case 'connection.test':
      return { args: ['doctor'], part: 'connection' }
    case 'settings.get':
      return { args: ['settings', 'show'] }
    case 'settings.set': {
      const { proxy } = input as Input<'settings.set'>
      const address = proxy?.mode === 'manual' ? proxy.url : (proxy?.mode ?? '')
      return { args: ['settings', 'set', 'proxy', '-'], stdin: address }
    }
    case 'store.repair':
      return { args: ['repair'] }
    case 'backup.create':
      throw new Error('it writes a file')
    case 'backup.restore':
      return { args: ['restore', '-'], stdin: given['content'] ?? '' }
    case 'licenses.list':
      return { args: ['list'] }
    case 'licenses.activateOnline':
      return { args: ['activate'], stdin: given['code'] ?? '' }
    case 'licenses.activateOffline':
      return {
        args: ['activate', given['code'] ?? '', '--offline-key', '-'],
        stdin: given['offlineKey'] ?? '',
      }
    case 'licenses.inspect':
      return {
        args: ['inspect', ...(given['code'] === undefined ? [] : ['--code', given['code']])],
        stdin: given['text'] ?? '',
      }
    case 'licenses.revealCode':
      return { args: ['code', given['id'] ?? ''] }
    case 'licenses.certificate':
      return { args: ['certificate', given['id'] ?? '', '--format', given['format'] ?? ''] }
    case 'licenses.refresh':
      return { args: ['refresh'] }
    case 'licenses.deactivate':
      return {
        args: ['deactivate', given['id'] ?? '', ...(given['whenServerIsAway'] === 'mark' ? ['--later'] : [])],
      }
    case 'activity.list':
      return { args: ['activity', ...optionsOf(given)] }
    case 'activity.export': {
      const { format, ...filter } = input as Input<'activity.export'>
      return { args: ['activity', '--export', format, ...optionsOf(filter)] }
    }
    case 'licenses.check':
      return { args: ['check', '--product', given['product'] ?? ''] }
    case 'usage.set':
      return { args: ['usage', 'set', given['product'] ?? '', String(given['usage'])] }
    case 'usage.show':
      return { args: ['usage', 'show'] }
    case 'usage.history':
      return { args: ['usage', 'history', given['product'] ?? ''] }
    case 'usage.months':
      return { args: ['usage', 'report'] }
    case 'usage.export':
      return { args: ['usage', 'report', '--format', given['format'] ?? ''] }
    case 'export.create':
      return { args: ['export', '--format', given['format'] ?? ''] }
    case 'preferences.get':
      return { args: ['preferences'] }
    case 'preferences.set':
      return { args: ['preferences', '--theme', given['theme'] ?? ''] }
    case 'desktop.copyText':
    case 'desktop.opened':
    case 'desktop.saveFile':
      return { args: [method] }
  }
}
