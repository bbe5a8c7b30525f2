// A host in memory: answers the contract's calls, emits its events, and remembers what the page asked.
import type { CallResult, Input, Method, MethodResult, Output } from '#shared/contract/contract.ts'
import { DEFAULT_PREFERENCES } from '#shared/contract/default-preferences.ts'
import type { MachineLine } from '#shared/contract/doctor.ts'
import type { EventName, Events } from '#shared/contract/events.ts'
import type { SettingsView } from '#shared/contract/settings.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import type { LicenseList, LicenseView, Preferences } from '#shared/contract/views.ts'
import {
  CANCELLED,
  type Bridge,
  type HostStatus,
  type CopyOutcome,
  type FileToSave,
  type PageClient,
  type RichText,
} from '../../../src-renderer/bridge/bridge.ts'
import { ObservableStatus } from '../../../src-renderer/bridge/observable-status.ts'
import { licenseCode, uniqueKey } from './samples.ts'

type Handlers = { [M in Method]: (input: Input<M>) => MethodResult<M> | Promise<MethodResult<M>> }

export interface Call {
  readonly name: Method
  readonly input: unknown
}

export class FakeHost {
  readonly calls: Call[] = []
  /** What it has told the page so far. */
  readonly answers: unknown[] = []
  readonly copied: string[] = []
  readonly copiedRich: RichText[] = []
  readonly saved: FileToSave[] = []
  copyOutcome: CopyOutcome = 'copied'
  problems: LicenseList['problems'] = []
  returns: LicenseList['returns'] = []
  seatReleased: string[] = []
  nextChange: string | null = null
  clock: LicenseList['clock'] = { state: 'ok', mark: null, now: '2027-03-01T12:00:00.000Z' }
  preferences: Preferences = DEFAULT_PREFERENCES
  settings: SettingsView = settings
  readonly #host = new ObservableStatus('up')
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>()
  readonly #handlers: Partial<Handlers> = {}
  #licenses: LicenseView[]
  #changes = 0

  constructor(licenses: LicenseView[] = []) {
    this.#licenses = licenses
    this.answer('app.info', () => ({ ok: true, value: info }))
    this.answer('machine.uniqueKey', () => ({ ok: true, value: identity }))
    this.answer('licenses.inspect', () => ({ ok: true, value: uninspected }))
    this.answer('licenses.list', () => ({ ok: true, value: this.list() }))
    this.answer('licenses.revealCode', () => ({ ok: true, value: { code: licenseCode } }))
    this.answer('activity.list', () => ({ ok: true, value: { entries: [], next: null } }))
    this.answer('settings.get', () => ({ ok: true, value: this.settings }))
    this.answer('machine.examine', () => ({
      ok: true,
      value: { system: 'linux', lines: machineLines, problems: this.problems },
    }))
    this.answer('preferences.get', () => ({ ok: true, value: this.preferences }))
    this.answer('preferences.set', (change) => {
      this.preferences = { ...this.preferences, ...(change as Partial<Preferences>) }
      return { ok: true, value: this.preferences }
    })
  }

  get licenses(): LicenseView[] {
    return this.#licenses
  }

  /** The store has another revision after it. */
  set licenses(licenses: LicenseView[]) {
    this.#licenses = licenses
    this.#changes += 1
  }

  /** As a real host’s: the store's own, and no digest of anything. */
  get revision(): string {
    return `store-${this.#changes}`
  }

  answer<M extends Method>(name: M, handler: Handlers[M]): this {
    Object.assign(this.#handlers, { [name]: handler })
    return this
  }

  list(): LicenseList {
    const { licenses, problems, returns, seatReleased, clock, nextChange } = this
    const digest = JSON.stringify([licenses, problems, returns, seatReleased, clock.state])
    return { revision: this.revision, digest, nextChange, licenses, problems, returns, seatReleased, clock }
  }

  callsOf(name: Method): unknown[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.input)
  }

  /** Something changed the store: another program, or the page itself. */
  change(licenses: LicenseView[]): void {
    this.licenses = licenses
    this.emit('licenses.changed', { revision: this.revision })
    this.emit('activity.changed', {})
  }

  emit<E extends EventName>(event: E, payload: Events[E]): void {
    const listeners = this.#listeners.get(event) as Set<(payload: Events[E]) => void> | undefined
    for (const listener of listeners ?? []) listener(payload)
  }

  set status(status: HostStatus) {
    this.#host.set(status)
  }

  get bridge(): Bridge {
    const client: PageClient = {
      call: async <M extends Method>(name: M, input: Input<M>, signal?: AbortSignal) => {
        this.calls.push({ name, input })
        const handler: Handlers[M] | undefined = this.#handlers[name]
        if (!handler) throw new Error(`The fake host has no answer to ${name}.`)
        // A method's own failures are among those of a call; the compiler cannot see it for a method yet unknown.
        const answer = Promise.resolve(handler(input)) as Promise<CallResult<M>>
        void answer.then((given) => this.answers.push(given))
        return signal ? Promise.race([answer, aborted(signal)]) : answer
      },
      on: (event, listener) => {
        const listeners = this.#listeners.get(event) ?? new Set()
        this.#listeners.set(event, listeners.add(listener))
        return () => listeners.delete(listener)
      },
    }
    return {
      client,
      host: this.#host,
      platform: {
        copyText: (text) => {
          this.copied.push(text)
          return Promise.resolve(this.copyOutcome)
        },
        copyRich: async (content) => {
          this.copiedRich.push(await content)
          return this.copyOutcome
        },
        saveFile: (file) => {
          this.saved.push(file)
          return Promise.resolve({ ok: true, value: `/home/operator/${file.fileName}` })
        },
      },
    }
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<typeof CANCELLED>((resolve) => signal.addEventListener('abort', () => resolve(CANCELLED)))

export const info = {
  name: 'Activation Desk',
  version: '0.1.0',
  host: 'web',
  vendor: {
    id: 'virtualmetric',
    name: 'VirtualMetric',
    uniqueKeyPrefix: 'VIRTUALMETRIC',
    codeForm: 'checked',
    supportEmail: 'licensing@virtualmetric.example',
    supportUrl: 'https://virtualmetric.example/support',
  },
  demo: false,
  offlineOnly: false,
  offlineOnlyLaidDown: false,
  server: 'https://activation.virtualmetric.example/v1',
  dataDir: '/var/lib/activation-desk',
  hostName: 'srv-01',
} as const

export const identity: Output<'machine.uniqueKey'> = {
  uniqueKey,
  source: 'system',
  from: '/etc/machine-id',
  advice: [],
  system: 'linux',
}

const settings: SettingsView = {
  proxy: { mode: 'system', url: null, noProxy: null },
  caFile: null,
  offlineOnly: false,
  checkIntervalHours: 24,
  inForce: { proxy: null, from: null, refused: null },
  path: '/var/lib/activation-desk/settings.json',
  managed: [],
  managedBy: null,
}

const machineLines: MachineLine[] = [
  { step: 'machine_id', state: 'ok', detail: '/etc/machine-id', note: null, problem: null },
  { step: 'container', state: 'ok', detail: '', note: 'no_container', problem: null },
]

/** An answer that comes when the test says so. */
export function later<T>(): { readonly promise: Promise<T>; readonly arrive: (value: T) => void } {
  const { promise, resolve } = Promise.withResolvers<T>()
  return { promise, arrive: resolve }
}

/** Nothing is known of the text. */
export const uninspected: Inspection = {
  kind: 'unknown',
  verdict: 'could_not_tell',
  finding: null,
  complete: true,
  machine: null,
  openedWith: null,
  license: null,
  issued: null,
  validUntil: null,
  signedBy: null,
  stored: null,
  comparison: null,
  changes: [],
  returned: null,
}
