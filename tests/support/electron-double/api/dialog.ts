/** Electron's `dialog`: nothing is shown, every call is recorded, and a test decides the answers. */
import type { Dialog } from 'electron'
import { requireReady } from '../lifecycle.ts'
import { strict } from '../strict.ts'

type Shown = 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'

/** What a test finds in `dialog` beside Electron's own members. */
export interface RecordedDialogs {
  calls: { method: Shown; options: unknown }[]
  /** Given one by one, first come first served; without any, dialogs are cancelled. */
  answers: object[]
}

const calls: RecordedDialogs['calls'] = []
const answers: RecordedDialogs['answers'] = []

/** Electron's dialogs take a window first, or not. */
function answer<T extends object>(method: Shown, args: readonly unknown[], unanswered: T): Promise<T> {
  requireReady('dialog module can only be used after app is ready')
  calls.push({ method, options: args.at(-1) })
  return Promise.resolve({ ...unanswered, ...answers.shift() })
}

export const dialog = strict('dialog', {
  calls,
  answers,
  showOpenDialog: (...args: unknown[]) => answer('showOpenDialog', args, { canceled: true, filePaths: [] }),
  showSaveDialog: (...args: unknown[]) => answer('showSaveDialog', args, { canceled: true, filePath: '' }),
  showMessageBox: (...args: unknown[]) => {
    const { cancelId, defaultId } = (args.at(-1) ?? {}) as { cancelId?: number; defaultId?: number }
    return answer('showMessageBox', args, { response: cancelId ?? defaultId ?? 0, checkboxChecked: false })
  },
  showErrorBox: (title, content) => {
    calls.push({ method: 'showErrorBox', options: { title, content } })
    console.error(`[dialog.showErrorBox] ${title}: ${content}`)
  },
} satisfies Pick<Dialog, Shown> & RecordedDialogs)
