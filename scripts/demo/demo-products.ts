// The demo's licensed products: as a vendor's own do, they report how much is in use through the public command.
import { execFile } from 'node:child_process'
import { watch } from 'node:fs'
import { promisify } from 'node:util'
import { z } from 'zod'

/** By the catalogue's codes. */
const IN_USE: Readonly<Record<string, number>> = {
  virtualization: 9,
  'server-vm': 412,
  'application-server-vm': 187,
  'snmp-endpoint': 64,
  service: 1310,
  log: 38,
}

const shown = z.object({ usage: z.array(z.object({ product: z.string(), usage: z.number().nullable() })) })

const run = promisify(execFile)

/**
 * Each reports once it is licensed, unless somebody reported for it before. `dataDir`: the desk's, which is there.
 * `command`: the desk's command line with its global options. Returns its own end.
 */
export function runDemoProducts(dataDir: string, command: readonly string[]): () => void {
  const desk = async (...args: string[]) =>
    (await run(process.execPath, [...command, '--json', ...args])).stdout
  let ended = false
  const report = async () => {
    const { usage } = shown.parse(JSON.parse(await desk('usage', 'show')))
    for (const { product, usage: before } of usage) {
      const now = IN_USE[product]
      if (before === null && now !== undefined && !ended) await desk('usage', 'set', product, String(now))
    }
  }
  let changed = false
  let reporting = false
  /** A desk that refuses now is asked again at its next change. */
  const look = async () => {
    changed = true
    if (reporting) return
    reporting = true
    while (changed && !ended) {
      changed = false
      await report().catch(() => undefined)
    }
    reporting = false
  }
  const watcher = watch(dataDir, (_, name) => name === 'revision' && void look())
  watcher.on('error', () => watcher.close())
  void look()
  return () => {
    ended = true
    watcher.close()
  }
}
