// What a row is: one behaviour of Electron, where Electron itself says so, and a case that shows it in a running app.
import type * as Electron from 'electron'
import type { Kit } from './app/kit.ts'

/** Of the repository electron/electron: every `from` names a file of it, and a line at this commit. */
export const ELECTRON_COMMIT = '96f3996d8d3ce6e2fcfb86326fc4b953b53936fb'

/** Runs in the main process of the app under test. Its source is sent: it sees its arguments and nothing else. */
export type Case = (electron: typeof Electron, kit: Kit, arg: never) => unknown

export interface Row {
  /** A sentence, unique in its area. */
  readonly says: string
  /** Where Electron says so: `spec/api-ipc-spec.ts:68`. What stands there is in `places.json`, which `places.ts` writes. */
  readonly from: string
  /** As JSON has it. */
  readonly expected: unknown
  readonly run: Case
  readonly arg?: unknown
}

/** An app of its own from its start to its end: `main` says what happens by `tell(what, value)`. */
export interface Life {
  readonly main: string
  /** Run in it once it is ready. */
  readonly begin?: string
  /** The arguments of instances that are started after it, one after another. */
  readonly seconds?: readonly (readonly string[])[]
}

/** What was told in a life, by the word that it was told by; of `exit code`, the one thing. */
export interface LifeRow extends Omit<Row, 'run' | 'arg'> {
  readonly life: Life
  readonly told: string
}

export interface Area {
  readonly area: string
  readonly rows: readonly (Row | LifeRow)[]
}

export const row = (says: string, from: string, expected: unknown, run: Case): Row => ({
  says,
  from,
  expected,
  run,
})

/** What `code` gives in the page of the shared window. */
export const inPage = (says: string, from: string, expected: unknown, code: string): Row => ({
  ...row(says, from, expected, (_, kit, given) => kit.page(given)),
  arg: code,
})

/** What `code` gives in the preload of the shared window, where `contextBridge` and `ipcRenderer` are globals. */
export const inPreload = (says: string, from: string, expected: unknown, code: string): Row => ({
  ...row(says, from, expected, (_, kit, given) => kit.preload(given)),
  arg: code,
})

/** What `page` gives once `preload` has run: `give(value)` in it exposes a value as `given`. */
export const bridged = (
  says: string,
  from: string,
  expected: unknown,
  preload: string,
  page: string,
): Row => ({
  ...row(says, from, expected, (_, kit, arg: { preload: string; page: string }) =>
    kit.bridge(arg.preload, arg.page),
  ),
  arg: { preload, page },
})
