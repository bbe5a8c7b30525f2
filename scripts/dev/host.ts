// The web host of npm run dev: runs from the source, prints a link as a line of JSON, and has no page of its own.
import { parseArgs } from 'node:util'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { startWebHost } from '#main/hosts/web/server.ts'

const { values } = parseArgs({ options: { vendor: { type: 'string' }, 'data-dir': { type: 'string' } } })
const { vendor, 'data-dir': dataDir } = values
if (vendor === undefined || dataDir === undefined)
  throw new Error('--vendor FILE and --data-dir DIR are needed')
const environment = loadEnvironment({ vendor, dataDir }, 'web')
if (!environment.ok) throw new Error(JSON.stringify(environment.error))

// The page comes from vite: this one is asked for calls and events alone.
const host = await startWebHost(environment.value, {
  port: 0,
  page: new Map(),
  allowUsers: [],
  signedIn: () => undefined,
  refused: () => undefined,
})
process.stdout.write(`${JSON.stringify({ url: host.newLink() })}\n`)
