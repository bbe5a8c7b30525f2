// The proxy that a person set in Windows or macOS, by the systems' own tools. Elsewhere the environment is the system's word.
import { execFileSync } from 'node:child_process'
import { charSet } from '#shared/formats/text/char-set.ts'
import { shortPattern } from '#shared/formats/text/short-pattern.ts'
import { linesOf, partsOf, placeOf, trimmed } from '#shared/formats/text/whole-text.ts'
import { registryValues } from '../windows-registry.ts'

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

const MOST_LINES = 2000
const SEMICOLON = charSet(/[;]/)

/** What `reg query` prints: name, type and value of each value. `text` may name a proxy for each protocol. */
export function readWindowsProxy(text: string): SystemProxy | null {
  const values = registryValues(text)
  if (Number(values.get('ProxyEnable') ?? 0) !== 1) return null
  const server = values.get('ProxyServer') ?? ''
  const named = new Map(partsOf(server, SEMICOLON).map((part) => namedValue(part, '=')))
  const host = named.has(server) ? server : (named.get('https') ?? named.get('http') ?? '')
  return proxyAt(host, partsOf(values.get('ProxyOverride') ?? '', SEMICOLON))
}

/** What `scutil --proxy` prints: a dictionary of `name : value`, and a list of exceptions in it. The first of a name counts. */
export function readMacProxy(text: string): SystemProxy | null {
  const values = new Map<string, string>()
  const exceptions: string[] = []
  let inList = false
  for (const line of linesOf(text, MOST_LINES)) {
    const [name, value] = namedValue(trimmed(line), ' : ')
    if (name === 'ExceptionsList') inList = exceptions.length === 0
    else if (name === '}') inList = false
    else if (inList && INDEX.matches(name)) exceptions.push(value)
    else if (!values.has(name)) values.set(name, value)
  }
  const found = ['HTTPS', 'HTTP'].find((kind) => values.get(`${kind}Enable`) === '1')
  if (found === undefined) return null
  const host = values.get(`${found}Proxy`) ?? ''
  return proxyAt(host === '' ? '' : `${host}:${values.get(`${found}Port`) ?? '80'}`, exceptions)
}

const INDEX = shortPattern(/^\d+$/)

function namedValue(text: string, between: string): readonly [string, string] {
  const at = placeOf(text, between)
  return at < 0 ? [text, ''] : [text.slice(0, at), trimmed(text.slice(at + between.length))]
}

const NAME = shortPattern(/^[\w.*-]+$/)

/** `<local>` and networks such as 169.254/16 are no names: the activation server has one. */
function proxyAt(host: string, exceptions: readonly string[]): SystemProxy | null {
  const address = host.trim()
  if (address === '') return null
  const names = exceptions.map((host) => host.trim()).filter((host) => NAME.matches(host))
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
