// The proxy that a person set in Windows or macOS, by the systems' own tools. Elsewhere the environment is the system's word.
import { execFileSync } from 'node:child_process'

export interface SystemProxy {
  readonly address: string
  /** As NO_PROXY has it. */
  readonly noProxy: string
}

/** Milliseconds for which an answer is good: a tool is started for each. */
const GOOD_FOR = 60_000
const PATIENCE = 5000
const WINDOWS_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'

/** Asked anew after a minute: changed settings need no restart. A script that chooses proxies (PAC) is not followed. */
export function systemProxy(
  platform: NodeJS.Platform = process.platform,
  run: (program: string, args: readonly string[]) => string = runTool,
): (now: number) => SystemProxy | null {
  let known: { readonly proxy: SystemProxy | null; readonly at: number } | null = null
  return (now) => {
    if (platform !== 'win32' && platform !== 'darwin') return null
    if (known === null || Math.abs(now - known.at) > GOOD_FOR) {
      const ask = () =>
        platform === 'win32'
          ? readWindowsProxy(run('reg', ['query', WINDOWS_KEY]))
          : readMacProxy(run('scutil', ['--proxy']))
      known = { proxy: orNone(ask), at: now }
    }
    return known.proxy
  }
}

/** What `reg query` prints: name, type and value of each entry. `text` may name a proxy for each protocol. */
export function readWindowsProxy(text: string): SystemProxy | null {
  const entries = new Map(
    Array.from(text.matchAll(/^\s+(\S+)\s+REG_\w+\s+(.*?)\s*$/gm), ([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
  if (Number(entries.get('ProxyEnable') ?? 0) !== 1) return null
  const server = entries.get('ProxyServer') ?? ''
  const named = (kind: string) => new RegExp(`(?:^|;)${kind}=([^;]*)`).exec(server)?.[1]
  const host = server.includes('=') ? (named('https') ?? named('http') ?? '') : server
  return proxyAt(host, (entries.get('ProxyOverride') ?? '').split(';'))
}

/** What `scutil --proxy` prints: a dictionary of `name : value`, and a list of exceptions in it. */
export function readMacProxy(text: string): SystemProxy | null {
  const value = (name: string) => new RegExp(`^\\s*${name} : (.+)$`, 'm').exec(text)?.[1]?.trim()
  const found = ['HTTPS', 'HTTP'].find((kind) => value(`${kind}Enable`) === '1')
  if (found === undefined) return null
  const list = /ExceptionsList : <array> \{([^}]*)\}/.exec(text)?.[1] ?? ''
  const exceptions = Array.from(list.matchAll(/^\s*\d+ : (.+)$/gm), ([, entry = '']) => entry.trim())
  const host = value(`${found}Proxy`) ?? ''
  return proxyAt(host === '' ? '' : `${host}:${value(`${found}Port`) ?? '80'}`, exceptions)
}

/** `<local>` and networks such as 169.254/16 are no names: the activation server has one. */
function proxyAt(host: string, exceptions: readonly string[]): SystemProxy | null {
  const address = host.trim()
  if (address === '') return null
  const names = exceptions.map((entry) => entry.trim()).filter((entry) => /^[\w.*-]+$/.test(entry))
  return { address: address.includes('://') ? address : `http://${address}`, noProxy: names.join(',') }
}

function orNone(ask: () => SystemProxy | null): SystemProxy | null {
  try {
    return ask()
  } catch {
    return null // the tool is not there, or has nothing to say: as if no proxy were set
  }
}

const runTool = (program: string, args: readonly string[]): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    timeout: PATIENCE,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
