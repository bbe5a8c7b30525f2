// A person's preferences through conf, or electron-store, which is conf in Electron's folder: one file, one schema.
import type Conf from 'conf'
import type { PreferenceStore } from '#main/core/ports/preferences.ts'
import { DEFAULT_PREFERENCES } from '#shared/contract/default-preferences.ts'
import type { StoreWriteErrorCode } from '#main/core/ports/license-store.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { NotAFile } from '#shared/files/given-file.ts'
import { preferences, type Preferences } from '#shared/contract/views.ts'
import { err, ok } from '#shared/result.ts'
import { writeFailure } from './file-store/failures.ts'
import { insistOnFile, preferenceFile } from './preference-file.ts'

type Store = Pick<Conf<Partial<Preferences>>, 'store' | 'set'>

/**
 * Opened when first asked for, and never in the way of a license: a file that cannot be read, or that was edited
 * into nonsense, counts as defaults. `folder` only explains a failure.
 */
export function preferenceStore(open: () => Store | Promise<Store>, folder: string): PreferenceStore {
  let store: Store | null = null
  const opened = async () => {
    insistOnFile(folder)
    return (store ??= await open())
  }
  const read = async () => {
    try {
      return preferencesIn(await opened())
    } catch {
      return DEFAULT_PREFERENCES
    }
  }
  return {
    read,
    async write(change) {
      try {
        const target = await opened()
        for (const [name, value] of Object.entries(definedIn(change)))
          target.set(name as keyof Preferences, value)
        return ok(await read())
      } catch (error) {
        return err(notKept(error, folder))
      }
    },
  }
}

function notKept(error: unknown, folder: string): Failure<StoreWriteErrorCode> {
  if (error instanceof NotAFile)
    return failure('store_not_usable', { path: preferenceFile(folder), reason: 'not_a_file' })
  // What conf says in words of its own is no word of the system.
  const isOfSystem = typeof (error as NodeJS.ErrnoException).syscall === 'string'
  return isOfSystem ? writeFailure(error, folder) : failure('store_not_writable', { path: folder })
}

/** For a person without a home: what is chosen lasts as long as the program. */
export function memoryStore(): Store {
  const store: Partial<Preferences> = {}
  return {
    store,
    set: (name: string, value: unknown) => void Object.assign(store, { [name]: value }),
  } as Store
}

/** What was chosen, and the defaults of the rest. */
function preferencesIn(store: Pick<Store, 'store'>): Preferences {
  return { ...DEFAULT_PREFERENCES, ...validIn(contentOf(store)) }
}

function contentOf(store: Pick<Store, 'store'>): Readonly<Record<string, unknown>> {
  try {
    return { ...store.store }
  } catch {
    return {}
  }
}

/** One choice that was edited into nonsense, or that a newer version wrote, does not cost the others. */
function validIn(content: Readonly<Record<string, unknown>>): Partial<Preferences> {
  const valid = Object.entries(preferences.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(content[name])
    return parsed.success ? [[name, parsed.data]] : []
  })
  return Object.fromEntries(valid) as Partial<Preferences>
}

function definedIn(change: {
  readonly [K in keyof Preferences]?: Preferences[K] | undefined
}): Partial<Preferences> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}
