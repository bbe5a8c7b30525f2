// The calls that are under way: each can be called off, and nobody quits in the middle of one that changes something.
import { contract, isMethod } from '#shared/contract/contract.ts'

export interface CallsUnderWay {
  /** `key`: by which it can be called off. */
  run<T>(key: string, method: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  cancel(key: string): void
  /** Of all that change what is stored. */
  cancelChanges(): void
  /** At once where nothing is being changed. */
  readonly quiet: Promise<void>
  readonly changing: boolean
}

export function callsUnderWay(): CallsUnderWay {
  const all = new Map<string, AbortController>()
  const changes = new Map<string, AbortController>()
  let quiet = Promise.withResolvers<undefined>()
  quiet.resolve(undefined)
  return {
    async run(key, method, work) {
      const controller = new AbortController()
      all.set(key, controller)
      if (isChange(method)) {
        if (changes.size === 0) quiet = Promise.withResolvers()
        changes.set(key, controller)
      }
      try {
        return await work(controller.signal)
      } finally {
        all.delete(key)
        if (changes.delete(key) && changes.size === 0) quiet.resolve(undefined)
      }
    },
    cancel: (key) => all.get(key)?.abort(),
    cancelChanges() {
      for (const controller of changes.values()) controller.abort()
    },
    get quiet() {
      return quiet.promise
    },
    get changing() {
      return changes.size > 0
    },
  }
}

/** How the person's page looks is no work to be waited for. */
const isChange = (method: string): boolean =>
  isMethod(method) && method !== 'preferences.set' && contract[method].changes
