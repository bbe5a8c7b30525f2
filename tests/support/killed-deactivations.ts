// Deactivations by the built program against a real server, and the refreshes that settle them, each ended by a signal unless
// it was done before, while answers are lost, the folder is copied and another host starts: at no moment a license is here that
// has no place, unless it is said of it.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as moment } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { ageNotes } from './age-notes.ts'
import { straight } from './bent-way.ts'
import { standBetween } from './between.ts'
import { deskProgram } from './cli.ts'
import { install, type Installation } from './installation.ts'
import type { KilledReport } from './killed-commands.ts'
import { must } from './must.ts'
import { randomFrom } from './random.ts'
import { Cleanup } from './temporary.ts'
import { openVendorSide } from './vendor-side.ts'

const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGHUP'] as const
/** Of the longest run so far: some are let through. */
const KILLED_WITHIN = 1.2
/** One round in so many has another host starting beside it. */
const SERVED = 4
/** In every second round the signal comes so many milliseconds at most after the server's answer: most is written then. */
const AFTER_ANSWER = 25
/** One answer in so many is lost. */
const LOST = 3
/** The exit status then. */
const AWAY = 3

/** `isOver`: whether so many kills are enough by now. */
export async function killedDeactivations(
  cleanup: Cleanup,
  options: { readonly seed: number; readonly isOver: (kills: number) => boolean },
): Promise<KilledReport> {
  const random = randomFrom(options.seed)
  const vendor = await openVendorSide(cleanup)
  const between = await standBetween(cleanup, vendor.url, straight)
  const desk = install(cleanup, await vendor.profile(between.url))
  const files = cleanup.folder()
  const profile = path.join(files, 'vendor.json')
  writeFileSync(profile, JSON.stringify(await vendor.profile(between.url)))
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(files, 'cache') }
  const start = (...args: string[]) =>
    spawn(process.execPath, [deskProgram, '--vendor', profile, '--data-dir', desk.dataDir, ...args], {
      stdio: 'ignore',
      env,
    })
  const longest = new Map<string, number>()
  /** Runs it until it ends or is ended: after so long a time, or by the answer to what it asks. */
  const runAndEnd = async (signal: NodeJS.Signals, ...args: readonly [string, ...string[]]) => {
    const [command] = args
    const most = longest.get(command)
    const isLost = random(LOST) === 0
    const isAimed = random(2) === 0 && most !== undefined
    const delay = random(isAimed ? AFTER_ANSWER : Math.ceil((most ?? 0) * KILLED_WITHIN))
    let timer: NodeJS.Timeout | undefined
    const began = performance.now()
    const child = start(...args)
    const endLater = () => (timer ??= setTimeout(() => child.kill(signal), delay))
    between.bend = (_, { method, url = '' }, response) => {
      if (command === 'deactivate' ? method !== 'DELETE' : !url.endsWith('/validate-key')) return undefined
      if (isAimed) endLater()
      if (!isLost || method !== 'DELETE') return undefined
      response.destroy()
      return 'taken'
    }
    // The first is let through: it tells how long one takes.
    if (!isAimed && most !== undefined) endLater()
    const [status] = (await once(child, 'exit')) as [number | null]
    clearTimeout(timer)
    between.bend = straight
    if (status === 0) longest.set(command, Math.max((most ?? 0) * 0.98, performance.now() - began))
    return { status }
  }
  const losses: string[] = []
  let [kills, confirmed] = [0, 0]
  for (let round = 1; !options.isOver(kills); round += 1) {
    const license = await vendor.sell()
    must(await desk.router.call('licenses.activateOnline', { code: license.key }))
    const seats = () => vendor.vendor.store.machines.countOf(license.id)
    const signal = SIGNALS[random(SIGNALS.length)] ?? 'SIGKILL'
    const served = random(SERVED) === 0 ? start('serve', '--port', '0') : null
    const copied = copyAfter(random(Math.ceil(longest.get('deactivate') ?? 0) + 1), desk.dataDir)
    const { status } = await runAndEnd(signal, 'deactivate', license.id)
    if (served) {
      served.kill('SIGKILL')
      await once(served, 'exit')
    }
    if (status === 0) confirmed += 1
    else kills += 1
    const wrong = [
      ...(status === null || status === 0 || status === AWAY ? [] : [`ended with ${status}`]),
      ...(await wrongInCopy(await copied, await vendor.profile())),
      ...(await wrongIn(desk, license.id, seats, status === 0)),
    ]
    ageNotes(desk.dataDir)
    const settled = await runAndEnd(signal, 'refresh')
    if (settled.status === null) kills += 1
    wrong.push(...(await wrongIn(desk, license.id, seats, false)), ...(await leftIn(desk, license.id, seats)))
    losses.push(...wrong.map((loss) => `seed ${options.seed}, round ${round} (${signal}): ${loss}`))
  }
  return { kills, confirmed, losses }
}

async function copyAfter(milliseconds: number, dataDir: string): Promise<string> {
  await moment(milliseconds)
  const copy = `${dataDir}-copy`
  // What moves meanwhile is missed by `cp` as well as by anybody: it says so, and copies the rest.
  await promisify(execFile)('sh', ['-c', 'rm -rf "$1"; cp -a "$0" "$1" 2>/dev/null; true', dataDir, copy])
  return copy
}

/** A copy of a folder that was written meanwhile may lack what was on its way: whatever is there is whole, or is left alone. */
async function wrongInCopy(dataDir: string, profile: VendorProfile): Promise<string[]> {
  const own = new Cleanup()
  try {
    const desk = install(own, profile, { dataDir, machineId: null })
    const repaired = await desk.router.call('store.repair', {})
    const aside = repaired.ok ? repaired.value.setAside : []
    return aside
      .filter(({ where }) => where.startsWith('licenses'))
      .map(({ where, reason }) => `the copy’s ${where} was set aside: ${reason}`)
  } finally {
    await own.run()
  }
}

/** What a reader finds at this moment. */
async function wrongIn(
  desk: Installation,
  id: string,
  seats: () => Promise<number>,
  isConfirmed: boolean,
): Promise<string[]> {
  const wrong: string[] = []
  const { licenses, problems, returns } = must(await desk.router.call('licenses.list', {}))
  const license = licenses.find((one) => one.id === id)
  const isBegun = problems.some(({ reason }) => reason === 'deactivation_begun')
  if (isConfirmed && (license || (await seats()) > 0)) wrong.push('confirmed, and not done')
  if (!license && (await seats()) > 0 && returns.length === 0 && !isBegun)
    wrong.push('gone, and its place is not free')
  if (license?.mayRun && (await seats()) === 0 && !isBegun)
    wrong.push('it runs and has no place, and nothing says so')
  const odd = problems.filter(({ reason }) => reason !== 'deactivation_begun')
  wrong.push(...odd.map(({ where, reason }) => `${where}: ${reason}`))
  return wrong
}

/** After a refresh that came to its end, and for the next round. */
async function leftIn(desk: Installation, id: string, seats: () => Promise<number>): Promise<string[]> {
  const wrong: string[] = []
  ageNotes(desk.dataDir)
  must(await desk.router.call('licenses.refresh', {}))
  const after = must(await desk.router.call('licenses.list', {}))
  if (after.licenses.some((one) => one.id === id) !== (await seats()) > 0)
    wrong.push(`after a refresh there are ${await seats()} places and ${after.licenses.length} licenses`)
  if (after.problems.length > 0) wrong.push(`after a refresh ${JSON.stringify(after.problems)}`)
  const left = readdirSync(desk.dataDir, { recursive: true, encoding: 'utf8' })
  wrong.push(...left.filter((name) => /^staging\/.|\.tmp$/.test(name)).map((name) => `left ${name}`))
  for (const one of after.licenses) must(await desk.router.call('licenses.deactivate', { id: one.id }))
  return wrong
}
