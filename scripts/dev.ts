// npm run dev: the demo's server, the web host and the page from the source; what is saved is seen at once.
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import open from 'open'
import { demoFolders, prepareDemo, startDemoServer } from './demo/demo-vendor.ts'
import { electronRuntime } from './demo/electron-runtime.ts'
import { needPort } from './demo/free-port.ts'
import { holdDemo } from './demo/hold-demo.ts'
import { inWords, NotStarted, readOptions } from './in-words.ts'
import { devDesktop } from './dev/dev-desktop.ts'
import { startDevPage } from './dev/dev-page.ts'
import { Door } from './dev/door.ts'
import { root } from './dev/page-server.ts'
import { RestartedProcess } from './dev/restarted-process.ts'
import { signInAtHost } from './dev/running-host.ts'
import { watchSource } from './dev/watch-source.ts'

const HELP = `npm run dev -- [options]
  --electron       the desktop app: built and opened anew when anything changes
  --no-open        print the link, open no browser
  --port NUMBER    port of the page (default: a free one)
  --fresh          begin the demo anew
  --json           links and codes as lines of JSON`

const { values: options } = readOptions(HELP, {
  options: {
    electron: { type: 'boolean', default: false },
    open: { type: 'boolean', default: true },
    port: { type: 'string', default: '0' },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
})

type Stop = () => unknown
const say = (text: string) => process.stderr.write(`${text}\n`)
const answer = (value: object, text: string) =>
  process.stdout.write(`${options.json ? JSON.stringify(value) : text}\n`)
// Node reads what it compiled before in a part of the time.
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(root, '.toolchain/compile-cache') }

async function dev(): Promise<number> {
  // From the start: what runs by then is ended, too.
  const toldToEnd = Promise.race([
    ...['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)),
    parentGone(),
  ])
  const stops: Stop[] = []
  try {
    await startAll(stops)
    await toldToEnd
    return 0
  } finally {
    await Promise.all(stops.map((stop) => stop()))
  }
}

/** Whoever started this one was killed, and could not pass it on. */
function parentGone(): Promise<void> {
  const { ppid } = process
  return new Promise((resolve) => setInterval(() => process.ppid !== ppid && resolve(), 1000).unref())
}

/** What was started is in `stops` by then, also where the next thing does not start. */
async function startAll(stops: Stop[]): Promise<void> {
  const serverProgram = path.join(root, 'src-server/main.ts')
  const folders = demoFolders(process.env['ACTIVATION_DESK_DEMO_DIR'] ?? path.join(root, '.demo'))
  const held = holdDemo(folders.root)
  stops.push(() => held.release())
  await needPort(options.port)
  const licenses = prepareDemo(folders, serverProgram, options.fresh, say)
  const first = await startDemoServer(folders, serverProgram)
  stops.push(() => first.process.kill())
  const deskOptions = ['--vendor', folders.profile, '--data-dir', folders.desk]
  stops.push(options.electron ? await startDesktop(deskOptions) : await startWeb(deskOptions))
  answer(
    licenses,
    `License Codes to try: ${licenses.online} online, ${licenses.offline} offline. Ctrl-C ends everything.`,
  )
  const command = [
    serverProgram,
    '--data-dir',
    folders.vendor,
    'serve',
    '--port',
    new URL(first.url).port,
    '--json',
  ]
  let server: RestartedProcess<string> | null = null
  stops.push(
    watchSource(root, ['src-server', 'src-shared'], (file) => {
      first.process.kill()
      if (server) void server.restart()
      else server = new RestartedProcess({ command, env, ready: (line) => line })
      tellWhen(server.running, `${file}: the activation server`)
    }),
    () => server?.stop(),
  )
}

async function startWeb(deskOptions: readonly string[]): Promise<Stop> {
  const host = new RestartedProcess({
    command: [path.join(root, 'scripts/dev/host.ts'), ...deskOptions],
    env,
    ready: signInAtHost,
  })
  const door = new Door(() => host.running)
  const page = await startDevPage(door, Number(options.port))
  await host.running
  const unwatch = watchSource(root, ['src-main', 'src-shared'], (file) =>
    tellWhen(host.restart(), `${file}: the web host`),
  )
  const offerLink = () => {
    const url = door.newLink(page.origin)
    answer({ url }, `\n  ${url}\n`)
    return url
  }
  const url = offerLink()
  if (options.open) (await open(url).catch(() => null))?.on('error', () => undefined)
  say('The link works once, within a minute; press Enter for another one.')
  const lines = createInterface({ input: process.stdin }).on('line', offerLink)
  return () => {
    lines.close()
    process.stdin.destroy()
    unwatch()
    return Promise.all([host.stop(), page.close()])
  }
}

async function startDesktop(deskOptions: readonly string[]): Promise<Stop> {
  const memory = path.join(root, '.toolchain', 'no-electron-runtime')
  const runtime = await electronRuntime({ memory, insist: true, say })
  if (!runtime.ok) throw new NotStarted(`The desktop app cannot be opened: ${runtime.error}.`)
  return devDesktop(runtime.value, deskOptions, say)
}

function tellWhen(running: Promise<unknown>, what: string): void {
  const began = performance.now()
  running.then(
    () => say(`${what} runs again after ${Math.round(performance.now() - began)} ms.`),
    () => say(`${what} does not run; it is started again when its source changes.`),
  )
}

await inWords(dev)
