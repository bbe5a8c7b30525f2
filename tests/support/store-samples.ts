// Licenses as the store sees them, which does not look inside, and the files it made of them.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import type {
  LicenseStore,
  RecordedAnswer,
  StoreContents,
  StoredLicense,
  StoreWriter,
} from '#main/core/ports/license-store.ts'
import type { Cleanup } from './temporary.ts'
import { must } from './must.ts'

export const MACHINE_FILE = '-----BEGIN MACHINE FILE-----\neyJlbmMiOiIi\n-----END MACHINE FILE-----\n'

export function sample(change: Partial<StoredLicense> = {}): StoredLicense {
  return {
    id: '370fe8c7-df40-4f56-b9c1-c90cdd5cad91',
    file: MACHINE_FILE,
    code: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE',
    mode: 'online',
    activatedOn: 1_800_000_000_000,
    validation: null,
    ...change,
  }
}

export function answer(body: string): RecordedAnswer {
  return {
    method: 'post',
    target: '/v1/licenses/actions/validate-key',
    host: '127.0.0.1:8080',
    date: 'Fri, 15 Jan 2027 12:00:00 GMT',
    digest: 'sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    signature:
      'keyid="account-1", algorithm="ed25519", signature="…", headers="(request-target) host date digest"',
    body,
  }
}

/** A large key that says on every line what it is, so that a torn one shows; a file and a typed key by turns. */
export const rewrittenFile = (code: string | undefined, version: number): string =>
  (version % 2 === 0 ? '-----BEGIN MACHINE FILE-----\n' : '') + `${code}, version ${version}\n`.repeat(3000)
export const versionOf = (file: string | undefined): number => Number(/version (\d+)/.exec(file ?? '')?.[1])

export interface OpenStore {
  readonly dataDir: string
  readonly store: LicenseStore
  /** Licenses as they were put: without the folders in which they were found. */
  readonly contents: () => Omit<StoreContents, 'licenses'> & { readonly licenses: readonly StoredLicense[] }
  readonly write: <T>(change: (writer: StoreWriter, contents: StoreContents) => T) => Promise<T>
  readonly put: (change?: Partial<StoredLicense>) => Promise<void>
}

/** Without what a reader adds about how they were found. */
export const licensesAsPut = (store: LicenseStore): StoredLicense[] =>
  must(store.read()).licenses.map(
    ({ where: _, keyFile: __, codeIsAsPut: ___, modeIsNoted: ____, hadIdFile: _____, ...license }) => license,
  )

/** A store in a folder that does not exist yet. */
export function openStore(cleanup: Cleanup, patience?: number): OpenStore {
  const dataDir = path.join(cleanup.folder(), 'data')
  const store = fileStore(dataDir, patience)
  const write: OpenStore['write'] = async (change) => must(await store.write(change))
  return {
    dataDir,
    store,
    contents: () => ({ ...must(store.read()), licenses: licensesAsPut(store) }),
    write,
    put: (change) => write((writer) => writer.putLicense(sample(change))),
  }
}

/** Every file below a folder, by its path in it. */
export function filesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const named = files.map((entry) => path.join(entry.parentPath, entry.name))
  return Object.fromEntries(
    named.toSorted().map((file) => [path.relative(folder, file), readFileSync(file, 'latin1')]),
  )
}
