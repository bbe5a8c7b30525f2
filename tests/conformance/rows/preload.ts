// What a sandboxed preload has.
import { type Area, inPreload, row } from '../row.ts'

export const preload: Area = {
  area: 'preload',
  rows: [
    ...(
      [
        ['electron', 'object', 'docs/tutorial/sandbox.md:55'],
        ['electron/renderer', 'object', 'docs/tutorial/sandbox.md:55'],
        ['electron/common', 'object', 'docs/tutorial/sandbox.md:55'],
        ['events', 'function', 'docs/tutorial/sandbox.md:56'],
        ['node:events', 'function', 'docs/tutorial/sandbox.md:62'],
        ['timers', 'object', 'docs/tutorial/sandbox.md:57'],
        ['node:timers', 'object', 'docs/tutorial/sandbox.md:63'],
        ['url', 'object', 'docs/tutorial/sandbox.md:58'],
        ['node:url', 'object', 'docs/tutorial/sandbox.md:64'],
        ['fs', 'threw module not found: fs', 'lib/sandboxed_renderer/preload.ts:65'],
      ] as const
    ).map(([name, expected, from]) =>
      inPreload(
        `it can require ${name}, or is told that it cannot`,
        from,
        expected,
        `(() => { try { return typeof requireHere('${name}') } catch (error) { return 'threw ' + error.message } })()`,
      ),
    ),
    inPreload(
      'its process is one of a sandboxed renderer',
      'docs/api/process.md:82',
      ['renderer', true, true],
      '[processHere.type, processHere.sandboxed, processHere.contextIsolated]',
    ),
    inPreload(
      'webFrame is there',
      'docs/tutorial/sandbox.md:55',
      'function',
      `typeof requireHere('electron').webFrame.setZoomLevel`,
    ),
    inPreload(
      'it has Buffer and setImmediate',
      'docs/tutorial/sandbox.md:68',
      ['function', 'function'],
      `(() => { try { return [typeof Buffer, typeof setImmediate] } catch (error) { return String(error) } })()`,
    ),
    row(
      'a preload that throws is told of',
      'docs/api/web-contents.md:1027',
      ['preload-error', true],
      async (_, kit) => {
        const file = kit.write('throws.cjs', `throw new Error('at once')`)
        const window = await kit.open({ webPreferences: { preload: file } }, '')
        const told = kit.next(window.webContents, 'preload-error')
        await window.loadURL('app://desk/')
        const [, path, error] = (await told) as [unknown, string, Error]
        return ['preload-error', path === file && error.message.includes('at once')]
      },
    ),
    row('without a preload there is no API', 'docs/tutorial/sandbox.md:50', 'undefined', async (_, kit) => {
      const window = await kit.open({ webPreferences: { preload: undefined as unknown as string } })
      return kit.page('typeof inPreload', window.webContents)
    }),
    row(
      'it runs in a frame only where nodeIntegrationInSubFrames says so',
      'docs/api/structures/web-preferences.md:9',
      'undefined',
      async (_, kit) => {
        kit.served.set('/with-frame', () => kit.html('<iframe src="/inner"></iframe>'))
        kit.served.set('/inner', () => kit.html('inner'))
        const window = await kit.open({}, 'app://desk/with-frame')
        return kit.page('typeof frames[0].inPreload', window.webContents)
      },
    ),
    row(
      'it runs before a script of the page, and anew for each page',
      'docs/api/structures/web-preferences.md:13',
      ['function', 'function'],
      async (_, kit) => {
        kit.served.set('/early', () => kit.html('<script>window.early = typeof inPreload</script>'))
        const window = await kit.open({}, 'app://desk/early')
        const first = await kit.page('window.early', window.webContents)
        await window.loadURL('app://desk/early')
        return [first, await kit.page('window.early', window.webContents)]
      },
    ),
  ],
}
