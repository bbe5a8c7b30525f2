// Commands of the built program, each killed at a random moment unless it was done before; nothing confirmed may be lost.
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { licenseNumberOf } from '#shared/license/typed-key-license.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { deskProgram } from './cli.ts'
import { install, type Installation } from './installation.ts'
import { makeKey } from './machine-files.ts'
import { must } from './must.ts'
import { paperVendor } from './paper-vendor.ts'
import { randomFrom, type Random } from './random.ts'
import type { Cleanup } from './temporary.ts'

const PRODUCT = 'virtualization'
/** Of the longest run so far: some commands are let through. */
const KILLED_WITHIN = 1.2

export interface KilledReport {
  /** Commands that a kill ended. */
  readonly kills: number
  /** Commands that ended well before it. */
  readonly confirmed: number
  readonly losses: readonly string[]
}

/** What was confirmed, and what a killed command may or may not have done. */
interface Known {
  usage: { least: number; most: number }
  offlineOnly: ReadonlySet<boolean>
  here: Set<string>
  maybe: Set<string>
  gone: Set<string>
}

interface Step {
  readonly args: readonly string[]
  /** Before it is started: whatever it does may have been done when it is killed. */
  readonly begin: () => void
  /** It ended with 0. */
  readonly done: () => void
}

/** `isOver`: whether so many kills are enough by now. */
export async function killedCommands(
  cleanup: Cleanup,
  options: { readonly seed: number; readonly isOver: (kills: number) => boolean },
): Promise<KilledReport> {
  const random = randomFrom(options.seed)
  // The program's clock is this machine's, so its vendor's key is from long ago.
  const vendor = paperVendor(makeKey({ from: '2020-01-01T00:00:00.000Z' }))
  const desk = install(cleanup, vendor.profile)
  const files = cleanup.folder()
  const profile = path.join(files, 'vendor.json')
  writeFileSync(profile, JSON.stringify(vendor.profile))
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(files, 'cache') }
  const fingerprint = await desk.uniqueKey()
  const issued = Date.now() - 3_600_000
  const keyOf = (id: string) => {
    const file = path.join(files, 'key')
    writeFileSync(file, vendor.localKey({ id, code: `CODE OF ${id}`, fingerprint, issued }))
    return file
  }
  const known: Known = {
    usage: { least: 0, most: 0 },
    offlineOnly: new Set([false]),
    here: new Set(),
    maybe: new Set(),
    gone: new Set(),
  }
  const run = (args: readonly string[], killAfter: number | null) =>
    runAndKill(
      [deskProgram, '--json', '--vendor', profile, '--data-dir', desk.dataDir, ...args],
      env,
      killAfter,
    )
  // One license that is never given back, for the usage that is reported.
  const first = await run(['activate', 'CODE OF always', '--offline-key', keyOf('always')], null)
  if (first.status !== 0) throw new Error(`the first activation ended with ${first.status}`)
  known.here.add('always')

  const losses: string[] = []
  let [kills, confirmed, longest, number] = [0, 0, first.milliseconds, 0]
  while (!options.isOver(kills)) {
    const step = nextStep(random, known, keyOf, (number += 1))
    step.begin()
    const ended = await run(step.args, random(Math.ceil(longest * KILLED_WITHIN)))
    if (ended.status === 0) {
      confirmed += 1
      longest = Math.max(longest * 0.98, ended.milliseconds)
      step.done()
    } else if (ended.status === null) kills += 1
    else losses.push(`${step.args.join(' ')} ended with ${ended.status}`)
    const where = `seed ${options.seed}, command ${number} (${step.args.slice(0, 2).join(' ')})`
    losses.push(...(await lossesIn(desk, known)).map((loss) => `${where}: ${loss}`))
  }
  return { kills, confirmed, losses }
}

function nextStep(random: Random, known: Known, keyOf: (id: string) => string, number: number): Step {
  const choice = random(10)
  const other = [...known.here].filter((id) => id !== 'always')
  if (choice < 3)
    return {
      args: ['usage', 'set', PRODUCT, String(number)],
      begin: () => (known.usage.most = number),
      done: () => (known.usage.least = number),
    }
  if (choice < 5) {
    const wanted = random(2) === 0
    return {
      args: ['settings', 'set', 'offline-only', wanted ? 'on' : 'off'],
      begin: () => (known.offlineOnly = new Set([...known.offlineOnly, wanted])),
      done: () => (known.offlineOnly = new Set([wanted])),
    }
  }
  const leaving = choice < 7 ? other[random(Math.max(1, other.length))] : undefined
  if (leaving !== undefined)
    return {
      args: ['deactivate', leaving],
      begin: () => {
        known.here.delete(leaving)
        known.maybe.add(leaving)
      },
      done: () => {
        known.maybe.delete(leaving)
        known.gone.add(leaving)
      },
    }
  const coming = `license-${number}`
  return {
    args: ['activate', `CODE OF ${coming}`, '--offline-key', keyOf(coming)],
    begin: () => known.maybe.add(coming),
    done: () => {
      known.maybe.delete(coming)
      known.here.add(coming)
    },
  }
}

/** As a reader finds it, and what the next writer leaves behind. */
async function lossesIn(desk: Installation, known: Known): Promise<string[]> {
  const { licenses, problems } = must(await desk.router.call('licenses.list', {}))
  const ids = new Set(licenses.map(({ id }) => licenseNumberOf(id, nodePrimitives)))
  const isHere = (id: string) => ids.has(licenseNumberOf(id, nodePrimitives))
  const losses = [
    ...[...known.here].filter((id) => !isHere(id)).map((id) => `lost ${id}`),
    ...[...known.gone].filter((id) => isHere(id)).map((id) => `${id} is back`),
    ...licenses.filter(({ problem }) => problem !== null).map(({ id, problem }) => `${id}: ${problem}`),
    ...problems.map(({ where, reason }) => `${where}: ${reason}`),
  ]
  const { usage } = must(await desk.router.call('usage.show', {}))
  const reported = usage.find(({ product }) => product === PRODUCT)?.usage ?? 0
  if (reported < known.usage.least || reported > known.usage.most)
    losses.push(`usage ${reported}, not ${known.usage.least} to ${known.usage.most}`)
  const settings = must(await desk.router.call('settings.get', {}))
  if (!known.offlineOnly.has(settings.offlineOnly)) losses.push(`offline only is ${settings.offlineOnly}`)
  must(await desk.store.write((writer, { mark }) => writer.raiseMark(mark + 1)))
  const left = readdirSync(desk.dataDir, { recursive: true, encoding: 'utf8' })
  losses.push(...left.filter((name) => /^staging\/.|\.tmp$/.test(name)).map((name) => `left ${name}`))
  return losses
}

async function runAndKill(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  killAfter: number | null,
): Promise<{ readonly status: number | null; readonly milliseconds: number }> {
  const started = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore', env })
  const timer = killAfter === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  const [status] = (await once(child, 'exit')) as [number | null]
  clearTimeout(timer)
  return { status, milliseconds: performance.now() - started }
}
