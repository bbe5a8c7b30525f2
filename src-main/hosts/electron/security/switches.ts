// Arguments that would take the packaged app's protection away: it ends before they have done anything.

/** Chromium and Node take these; each is here for what it would do to us. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  /** Somebody else drives the page or the main process. */
  debugger: [
    'auto-open-devtools-for-tabs',
    'debug',
    'debug-brk',
    'debug-port',
    'enable-automation',
    'headless',
    'inspect',
    'js-flags',
    'remote-allow-origins',
    'remote-debugging-address',
    'remote-debugging-io-pipes',
    'remote-debugging-pipe',
    'remote-debugging-port',
    'remote-debugging-targets',
  ],
  /** The page's origin, its policy or its certificates count no more. */
  web: [
    'allow-file-access-from-files',
    'allow-running-insecure-content',
    'disable-blink-features',
    'disable-site-isolation-trials',
    'disable-web-security',
    'enable-blink-features',
    'enable-blink-test-features',
    'enable-experimental-web-platform-features',
    'ignore-certificate-errors',
    'ignore-certificate-errors-spki-list',
    'unsafely-treat-insecure-origin-as-secure',
  ],
  /** Other code runs in our processes, or in their place. */
  code: [
    'browser-subprocess-path',
    'disable-extensions-except',
    'gpu-launcher',
    'load-extension',
    'ppapi-plugin-launcher',
    'renderer-cmd-prefix',
    'utility-cmd-prefix',
    'zygote-cmd-prefix',
  ],
  /** Parts of the sandbox; the whole of it is `NO_SANDBOX`. */
  sandbox: [
    'allow-no-sandbox-job',
    'allow-sandbox-debugging',
    'disable-gpu-sandbox',
    'disable-landlock-sandbox',
    'disable-namespace-sandbox',
    'disable-seccomp-filter-sandbox',
    'disable-setuid-sandbox',
    'disable-win32k-lockdown',
    'in-process-gpu',
    'no-zygote',
    'single-process',
  ],
}
const REFUSED_NAMES = new Set(Object.values(REFUSED).flat())
/** Of Node's debugger, and of what starts in the place of a process of Chromium's: there may come more. */
const REFUSED_FAMILY = /^inspect-|-(?:cmd-prefix|launcher)$/

export const NO_SANDBOX = 'no-sandbox'

export interface CommandLine {
  hasSwitch(name: string): boolean
}

/**
 * The first switch that is refused, without its dashes; null: none is. `argv`: without the program itself. Chromium
 * takes `-name`, `--name`, and on Windows `/name` in any case; it is also asked what it has, since Electron adds
 * switches from the environment (ELECTRON_DISABLE_SANDBOX).
 */
export function refusedSwitch(argv: readonly string[], chromium: CommandLine): string | null {
  const named = argv.map(switchIn).find((name) => name !== null && isRefused(name))
  return named ?? [...REFUSED_NAMES, NO_SANDBOX].find((name) => chromium.hasSwitch(name)) ?? null
}

const isRefused = (name: string) =>
  REFUSED_NAMES.has(name) || REFUSED_FAMILY.test(name) || name === NO_SANDBOX

/** What stands after a bare `--` is looked at too: Node and Chromium do not agree on what it ends. */
function switchIn(argument: string): string | null {
  const name = /^(?:--?|\/)([a-z0-9_-]+)(?:[=:].*)?$/is.exec(argument)?.[1]
  return name?.toLowerCase().replaceAll('_', '-') ?? null
}
