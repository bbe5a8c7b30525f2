/** What a page reports, in the shape in which Electron tells it to the app. */
import type { HandlerDetails } from 'electron'
import type { ConsoleMessage } from 'playwright-core'
import type { WindowOpening } from '../chromium/page-host.ts'
import { toAppUrl } from '../chromium/scheme-urls.ts'
import type { DoubleFrame } from './web-frame-main.ts'

const levels: Record<string, string> = { error: 'error', warning: 'warning', debug: 'debug' }

export function consoleMessage(message: ConsoleMessage, frame: DoubleFrame): object {
  const { url, lineNumber } = message.location()
  const level = levels[message.type()] ?? 'info'
  return { message: message.text(), level, lineNumber, sourceId: toAppUrl(url), frame }
}

export function windowOpening({ url, windowName, windowFeatures, ...asked }: WindowOpening): HandlerDetails {
  // Only a window that was asked to be small comes without a menu bar.
  const disposition =
    asked.disposition ?? (windowFeatures.includes('menubar') ? 'foreground-tab' : 'new-window')
  return {
    url: toAppUrl(url),
    frameName: windowName === '_blank' ? '' : windowName,
    features: windowFeatures.join(','),
    disposition,
    referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
  }
}
