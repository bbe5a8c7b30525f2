// Opens the whole page on a fake host, as a person would have it before them.
import { render } from 'vitest-browser-svelte'
import App from '../../../src-renderer/App.svelte'
import type { Page } from '../../../src-renderer/state/route.svelte.ts'
import type { FakeHost } from './fake-host.ts'
import '../../../src-renderer/styles/tokens.css'
import '../../../src-renderer/styles/base.css'

export async function openPage(host: FakeHost, page: Page = 'licensing') {
  localStorage.clear()
  delete document.documentElement.dataset.theme
  history.replaceState(null, '', `#/${page}`)
  // As high as the window, as in the page's own document.
  const target = document.createElement('div')
  target.id = 'app'
  document.querySelector('#app')?.remove()
  document.body.append(target)
  return render(App, { target, props: { bridge: host.bridge } }, { baseElement: document.body })
}

/** Pastes as the system's clipboard would, line breaks included. */
export function paste(element: Element, text: string): void {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
  const taken = !element.dispatchEvent(event)
  if (!taken && (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) {
    element.setRangeText(text)
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

/** The cells of one column, from the top; a date that keeps to its line has the spaces of any other. */
export function cellsOf(column: number): string[] {
  const cells = document.querySelectorAll(`tbody tr td:nth-child(${column})`)
  return [...cells].map((cell) => cell.textContent.trim().replaceAll('\u00a0', ' '))
}
