// npm start: the app on an embedded activation server with demo licenses, and what to try.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { runDemoProducts } from './demo/demo-products.ts'
import {
  demoFolders,
  firstLine,
  prepareDemo,
  startDemoServer,
  type DemoLicenses,
} from './demo/demo-vendor.ts'
import { electronRuntime } from './demo/electron-runtime.ts'
import { needPort } from './demo/free-port.ts'
import { holdDemo } from './demo/hold-demo.ts'
import { inWords, NotStarted, readOptions } from './in-words.ts'

const root = path.resolve(import.meta.dirname, '..')
const serverProgram = path.join(root, 'dist/server/activation-server.mjs')
const deskProgram = path.join(root, 'dist/cli/activation-desk.mjs')

const HELP = `npm start -- [options]
  --web            the page in a browser, also where Electron could run
  --electron       the desktop app: insist on it
  --no-open        print the link, open no browser
  --port NUMBER    port of the page (default: a free one)
  --fresh          begin the demo anew`

const say = (text: string) => process.stdout.write(`${text}\n`)

const { values: options } = readOptions(HELP, {
  options: {
    web: { type: 'boolean', default: false },
    electron: { type: 'boolean', default: false },
    open: { type: 'boolean', default: true },
    port: { type: 'string', default: '0' },
    fresh: { type: 'boolean', default: false },
  },
  allowNegative: true,
})

async function start(): Promise<number> {
  const folders = demoFolders(process.env['ACTIVATION_DESK_DEMO_DIR'] ?? path.join(root, '.demo'))
  holdDemo(folders.root)
  await needPort(options.port)
  const runtime = await findRuntime()
  say('Building …')
  // In a process of its own: the build's memory would stay with a demo that runs for hours.
  execFileSync(process.execPath, [path.join(root, 'scripts/build.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const licenses = prepareDemo(folders, serverProgram, options.fresh, say)
  const server = await startDemoServer(folders, serverProgram)
  const deskOptions = ['--vendor', folders.profile, '--data-dir', folders.desk]
  const desk = runtime ? startDesktop(runtime, deskOptions) : await startWeb(deskOptions, server.process)
  const endProducts = runDemoProducts(folders.desk, [deskProgram, ...deskOptions])
  whatToTry(licenses, server.url, folders.vendor)
  const stop = () => desk.kill()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // The page and the server belong together: whichever ends, the demo is over.
  await Promise.race([ended(desk), ended(server.process)])
  endProducts()
  desk.kill()
  server.process.kill()
  return desk.exitCode ?? 0
}

/** The desktop app's executable; null: the page in the browser, and why was said. */
async function findRuntime(): Promise<string | null> {
  if (options.web) return null
  const memory = path.join(root, '.toolchain', 'no-electron-runtime')
  const runtime = await electronRuntime({ memory, insist: options.electron, say })
  if (runtime.ok) return runtime.value
  if (options.electron) throw new NotStarted(`The desktop app cannot be opened: ${runtime.error}.`)
  say(`The desktop app is not opened: ${runtime.error}. Opening the same page in the browser instead.`)
  return null
}

function startDesktop(runtime: string, deskOptions: readonly string[]): ChildProcess {
  say('Opening the desktop app.')
  return spawn(runtime, [root, ...deskOptions], { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function startWeb(deskOptions: readonly string[], server: ChildProcess): Promise<ChildProcess> {
  const open = options.open ? [] : ['--no-open']
  const child = spawn(
    process.execPath,
    [deskProgram, ...deskOptions, 'serve', '--json', '--port', options.port, ...open],
    { stdio: ['inherit', 'pipe', 'inherit'] },
  )
  const urlIn = (line: string) => (JSON.parse(line) as { url?: string }).url
  const url = urlIn(await firstLine(child, (line) => say(`\n  ${urlIn(line)}\n`)))
  if (url === undefined) {
    server.kill()
    throw new NotStarted('The page was not opened: why is said above.')
  }
  say(`\n  ${url}\n\nThe link works once, within a minute; press Enter for another one.`)
  return child
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

function whatToTry(licenses: DemoLicenses, url: string, vendorFolder: string): void {
  const relative = path.relative(process.cwd(), vendorFolder) || '.'
  say(`
Try it (this is a demo: its vendor, its keys and its licenses were made on this machine)

  Online    Add (+), License Code ${licenses.online}, SUBMIT.
  Offline   Add (+), License Code ${licenses.offline}, tick “Enable Offline Licensing”,
            copy the Unique Key, and answer it as the vendor’s representative would, in another terminal:

              npm run -s server -- --data-dir ${relative} answer --code ${licenses.offline} --unique-key KEY

            Paste what it prints into “Local License Key”, SUBMIT.

  The activation server listens on ${url}. Ctrl-C ends everything; the demo’s data stays in ${path.relative(process.cwd(), path.dirname(vendorFolder)) || '.'}
  (“npm start -- --fresh” begins anew, “npm start -- --help” shows the options).
`)
}

await inWords(start)
