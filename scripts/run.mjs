// The one door of every npm script: makes a fresh machine ready, then runs a TypeScript file on Node 24.
// Plain JavaScript without dependencies, because it runs first, on whatever Node ≥ 20 the machine has.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const toolchain = path.join(root, '.toolchain')
const wantedMajor = 24

/** Says what is going on on stderr, so that standard output stays the program's own. */
const say = (text) => process.stderr.write(`${text}\n`)

// Only the program's own status may be 0 or 1: a gate reads them as “may run” and “may not run”.
const COULD_NOT_TELL = 2
let finished = COULD_NOT_TELL
process.exitCode = COULD_NOT_TELL
process.on('exit', () => (process.exitCode = finished))

function fail(text) {
  say(`\n${text}`)
  process.exit(COULD_NOT_TELL)
}

/** A stamp is the hash of what was installed from; an install that was cut off leaves none and runs again. */
function fresh(stampFile, sources) {
  const hash = createHash('sha256')
  for (const source of sources) hash.update(readFileSync(source))
  const wanted = hash.digest('hex')
  const done = existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted
  return { done, confirm: () => writeFileSync(stampFile, wanted) }
}

function npm(args, env, what) {
  const windows = process.platform === 'win32'
  const result = spawnSync(windows ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: windows,
  })
  if (result.status !== 0)
    fail(
      `${what} failed. npm's words are above; it needs the npm registry in reach. Nothing else was changed; run the same command again.`,
    )
}

/** The folder of a Node of the wanted major: the machine's own, or one from the npm registry kept in .toolchain/. */
function nodeBin() {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return path.dirname(process.execPath)
  const from = path.join(root, 'scripts', 'node24')
  const home = path.join(toolchain, 'node24')
  const bin = path.join(home, 'node_modules', '.bin')
  const files = ['package.json', 'package-lock.json'].map((name) => path.join(from, name))
  const stamp = fresh(path.join(toolchain, 'node24.stamp'), files)
  if (!stamp.done) {
    say(
      `This machine has Node ${process.versions.node}; fetching Node ${wantedMajor} into .toolchain/ (once, about 50 MB) …`,
    )
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home, { recursive: true })
    for (const file of files) cpSync(file, path.join(home, path.basename(file)))
    npm(
      ['ci', '--prefix', home, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      process.env,
      `Fetching Node ${wantedMajor}`,
    )
    if (!existsSync(path.join(bin, process.platform === 'win32' ? 'node.cmd' : 'node')))
      fail(
        `The npm registry has no Node ${wantedMajor} for ${process.platform}-${process.arch}. Install Node ${wantedMajor} and run this again.`,
      )
    stamp.confirm()
  }
  return bin
}

function installDependencies(env) {
  const modules = path.join(root, 'node_modules')
  const stampFile = path.join(toolchain, 'dependencies.stamp')
  const stamp = fresh(stampFile, [path.join(root, 'package-lock.json')])
  if (stamp.done && existsSync(modules)) return
  // npm ci empties what it finds there: behind a link, another checkout's.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    fail(
      'node_modules is a link, and what it leads to was not installed from this package-lock.json. Remove the link, or install there, and run this again. Nothing was changed.',
    )
  say('Installing dependencies (npm ci, once) …')
  mkdirSync(toolchain, { recursive: true })
  npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], env, 'Installing dependencies')
  stamp.confirm()
}

const bin = nodeBin()
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` }
installDependencies(env)

const [script, ...args] = process.argv.slice(2)
const child = spawn('node', [path.join(root, script), ...args], { stdio: 'inherit', env, shell: false })
// A terminal sends Ctrl-C to the whole group: the child decides when to end, and this process ends with it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm that is told to end does not pass it on; its child is then handed to another parent.
const parent = process.ppid
setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref()
child.on('exit', (code) => process.exit((finished = code ?? COULD_NOT_TELL)))
child.on('error', (error) => fail(`Could not start Node: ${error.message}`))
