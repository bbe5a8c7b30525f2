// With a rule of the double taken out of it, the row that speaks of the rule fails.
import { expect, test } from 'vitest'
import { answerTo } from '#tests/conformance/ask-row.ts'
import type { Broken } from '#tests/conformance/break-a-rule.ts'
import type { LifeRow, Row } from '#tests/conformance/row.ts'
import { KNOWN } from '#tests/conformance/known.ts'
import { AREAS } from '#tests/conformance/table.ts'
import { makeConformanceApp } from '#tests/conformance/app/make-app.ts'
import { launchDouble } from '#tests/support/electron-double/launch.ts'

const hook = import.meta.resolve('../conformance/break-a-rule.ts')

const BREAKS: readonly (readonly [row: string, ...broken: [file: string, from: string, to: string]])[] = [
  [
    'contextBridge: objects and arrays are frozen to their depth',
    'page/world-bridge.ts',
    'Object.freeze(value)',
    '',
  ],
  [
    'contextBridge: a Proxy with a function in it does not cross',
    'page/world-bridge.ts',
    'this.refuseProxy(value)',
    '',
  ],
  [
    'contextBridge: arrays may not be deeper than that',
    'page/world-bridge.ts',
    'depth > 1000',
    'depth > 9000',
  ],
  [
    'contextBridge: an object that is given twice is one object',
    'page/world-bridge.ts',
    'seen.set(value, number)',
    '',
  ],
  ['ipc: an object in a circle crosses', 'page/wire.ts', 'if (before !== undefined)', 'if (false)'],
  ['ipc: a handler has to be a function', 'api/ipc-main.ts', "typeof handler !== 'function'", 'false'],
  ['ipc: a second handler of a channel is refused', 'api/ipc-main.ts', 'this.handlers.has(channel)', 'false'],
  [
    'ipc: the frame of a page that has gone is null',
    'api/web-contents.ts',
    'this.gone || !host.has(world) ? null :',
    '',
  ],
  ['protocol: Referer names the page', 'chromium/request-router.ts', "'referer'", "'nothing'"],
  [
    'protocol: a second handler of a scheme is refused',
    'api/protocol.ts',
    'if (handlers.has(scheme))',
    'if (false)',
  ],
  [
    'navigation: a redirection can be prevented',
    'chromium/request-router.ts',
    '!host?.mayRedirect(url, isMainFrame)',
    'false',
  ],
  [
    'navigation: what is no address is ERR_INVALID_URL',
    'net-errors.ts',
    'ERR_INVALID_URL: -300',
    'ERR_INVALID_URL: -2',
  ],
  [
    'BrowserWindow: a smallest size holds for the options',
    'api/base-window.ts',
    'Math.max(options.width ?? 800, options.minWidth ?? 0)',
    'options.width ?? 800',
  ],
  [
    'BrowserWindow: a hidden window takes no focus from a shown one',
    'api/browser-window.ts',
    'if (options.show !== false) this.focus()',
    'this.visible = true; this.focus()',
  ],
  [
    'BrowserWindow: maximized it fills the display that it is on',
    'api/base-window.ts',
    'displayShowing(this.normalBounds).workArea',
    'workArea',
  ],
  [
    'BrowserWindow: close can be prevented',
    'api/browser-window.ts',
    "this.emitPreventable('close') ? this.contents.close() : stayAlive()",
    "this.emitPreventable('close'), this.contents.close()",
  ],
  [
    'BrowserWindow: a page can keep its window by beforeunload',
    'chromium/page-host.ts',
    'if (!asksPage)',
    'if (true)',
  ],
  [
    'lifecycle: every window is asked, also after one that stays',
    'api/app.ts',
    '[...openWindows].map',
    '[...openWindows].slice(0, 1).map',
  ],
  ['Menu: insert refuses a place after the last one', 'api/menu.ts', 'place > this.items.length', 'false'],
  ['Menu: insert refuses a place before the first one', 'api/menu.ts', 'place < 0', 'false'],
  ['Menu: an item has its hover text', 'only-read.ts', 'value !== undefined', 'false'],
  [
    'navigation: will-frame-navigate can be prevented, and nothing else is announced',
    'api/web-contents.ts',
    "if (!this.emitPreventable('will-frame-navigate', details)) return false",
    "this.emitPreventable('will-frame-navigate', details)",
  ],
  ['printToPDF: margins are in inches', 'chromium/print-parameters.ts', 'Object.fromEntries(given)', '{}'],
  [
    'printToPDF: a scale that is none is refused',
    'chromium/print-parameters.ts',
    'typeof value !== kind',
    'false',
  ],
  [
    'printToPDF: a margin that is wider than the paper is refused',
    'chromium/print-parameters.ts',
    'tooHigh || tooWide',
    'false',
  ],
  ['Menu: an app that sets none has a menu of five', 'run.ts', 'Menu.setDefault()', ''],
  [
    'dialog: a proposed path is a text',
    'api/dialog.ts',
    "name in TEXTS && typeof value !== 'string'",
    'false',
  ],
  [
    'permissions: a request for notifications is asked',
    'api/web-contents.ts',
    'else if (permissionRequest)',
    'else if (false)',
  ],
  [
    'printToPDF: the paper is the one that is named',
    'chromium/print-parameters.ts',
    'PAPERS[(paper as string).toLowerCase()]',
    "PAPERS['letter']",
  ],
]

const rows = new Map<string, Row | LifeRow>(
  AREAS.flatMap(({ area, rows: all }) => all.map((one) => [`${area}: ${one.says}`, one] as const)),
)

test.each(BREAKS)('“%s” fails without its rule in %s', async (name, file, from, to) => {
  const row = rows.get(name)
  if (!row || 'life' in row) throw new Error('there is no such row')
  using made = makeConformanceApp()
  const env = {
    ...made.options.env,
    ROW_PATIENCE: '5000', // a row that hangs has failed
    NODE_OPTIONS: `--import=${hook}`,
    BROKEN_RULE: JSON.stringify({ file, from, to } satisfies Broken),
  }
  const app = await launchDouble({ ...made.options, env })
  try {
    expect(await answerTo(app, row)).not.toEqual(KNOWN[name]?.gives ?? row.expected)
  } finally {
    await app.close()
  }
})
