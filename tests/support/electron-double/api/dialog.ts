/** Electron's `dialog`: nothing is shown, every call is recorded, and a test decides the answers. */
import type { Dialog } from 'electron'
import { onlyRead } from '../only-read.ts'
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

/** Electron's words for an option of the wrong kind (its lib/browser/api/dialog.ts). */
const TEXTS: Readonly<Record<string, string>> = {
  title: 'Title',
  buttonLabel: 'Button label',
  defaultPath: 'Default path',
  message: 'Message',
  detail: 'Detail',
}
const LISTS: Readonly<Record<string, string>> = { properties: 'Properties', buttons: 'Buttons' }
const BOXES = ['none', 'info', 'warning', 'error', 'question']
const OF_FILES = ['buttonLabel', 'defaultPath', 'filters', 'message', 'properties', 'title'] as const
const OF_BOXES = [
  'buttons',
  'cancelId',
  'defaultId',
  'detail',
  'message',
  'noLink',
  'signal',
  'title',
  'type',
] as const

function check(method: Shown, options: Readonly<Record<string, unknown>>): void {
  onlyRead<object>(`dialog.${method}`, options, (method === 'showMessageBox' ? OF_BOXES : OF_FILES) as never)
  const { type = 'none' } = options
  if (!BOXES.includes(String(type))) throw new TypeError('Invalid message box type')
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    if (name in LISTS && !Array.isArray(value)) throw new TypeError(`${LISTS[name]} must be an array`)
    if (name in TEXTS && typeof value !== 'string') throw new TypeError(`${TEXTS[name]} must be a string`)
  }
}

/** Electron's dialogs take a window first, or not. */
function answer<T extends object>(method: Shown, args: readonly unknown[], unanswered: T): Promise<T> {
  requireReady('dialog module can only be used after app is ready')
  check(method, (args.at(-1) ?? {}) as Record<string, unknown>)
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
  showErrorBox: (...args: unknown[]) => {
    const [title, content] = args as [string, string]
    if (args.length < 2) throw new TypeError('Insufficient number of arguments.')
    const wrong = args.findIndex((text) => typeof text !== 'string')
    if (wrong >= 0)
      throw new TypeError(
        `Error processing argument at index ${wrong}, conversion failure from ${String(args[wrong])}`,
      )
    calls.push({ method: 'showErrorBox', options: { title, content } })
    console.error(`[dialog.showErrorBox] ${title}: ${content}`)
  },
} satisfies Pick<Dialog, Shown> & RecordedDialogs)
