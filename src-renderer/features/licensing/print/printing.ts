// Printing the Licensing page: its button, its key, Ctrl+P and the browser's own menu all print the one report.
import { languageFor, LANGUAGES } from '#shared/messages/languages.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { words } from '../../../state/words.svelte.ts'
import type { LicenseTable } from '../table/license-table.svelte.ts'
import { putBesideThePage } from './printed-report.ts'

/** Puts the report beside the page whenever the browser prints. Returns what ends that. */
export async function followPrinting({ machine, info }: Desk, table: LicenseTable): Promise<() => void> {
  // Once printing has begun nothing can be waited for.
  const language = LANGUAGES[languageFor([words.messages.language])]
  const [report] = await Promise.all([language.loadReport(), machine.load()])
  let remove: (() => void) | null = null
  const after = () => {
    remove?.()
    remove = null
  }
  const before = () => {
    after()
    const facts = {
      vendor: info.vendor,
      machine: info.value?.hostName ?? '',
      uniqueKey: machine.uniqueKey,
      at: new Date().toISOString(),
      app: info.value === null ? '' : `${info.value.name} ${info.value.version}`,
    }
    const wanted = { facts, rows: table.foundRows(), columns: null }
    remove = putBesideThePage(wanted, { ...words.messages, report })
  }
  window.addEventListener('beforeprint', before)
  window.addEventListener('afterprint', after)
  window.addEventListener('keydown', printByKey)
  return () => {
    after()
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
    window.removeEventListener('keydown', printByKey)
  }
}

/** A browser prints at Ctrl+P by itself; the desktop’s window has no such key. */
function printByKey(event: KeyboardEvent): void {
  const held = event.ctrlKey || event.metaKey
  if (!held || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'p') return
  event.preventDefault()
  window.print()
}
